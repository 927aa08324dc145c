/** Makes the boundary down to which Next loads a folder ahead: that is all of it but this. */
export default function FolderLoading() {
  return null;
}
