/** Nothing: its layout is the folder. */
export default function FolderPage() {
  return null;
}
