/** The folders that Asterisk's phone menu can open (app_voicemail.c mailbox_folders), in its order, and Deleted, which it cannot. */
const PHONE_FOLDERS = ['inbox', 'work', 'family', 'friends', 'cust1', 'cust2', 'cust3', 'cust4', 'cust5'] as const;

/** Folders that hold voicemail but that no phone opens: see `docs/asterisk.md`, "Stray folders". */
const STRAY_FOLDERS = ['stray-old', 'stray-work', 'stray-family', 'stray-friends'] as const;
const STRAY_CUSTOM = ['stray-cust1', 'stray-cust2', 'stray-cust3', 'stray-cust4', 'stray-cust5'] as const;

/** Every folder we know, in the order in which the page lists them. */
export const FOLDER_SLUGS = [...PHONE_FOLDERS, 'deleted', ...STRAY_FOLDERS, ...STRAY_CUSTOM] as const;

export type FolderSlug = (typeof FOLDER_SLUGS)[number];

/** Folders that every mailbox has on the phone, whether the mail server made them yet or not. */
export const STANDARD_FOLDERS: readonly FolderSlug[] = ['inbox', 'work', 'family', 'friends', 'deleted'];

export function isFolderSlug(text: string): text is FolderSlug {
  return (FOLDER_SLUGS as readonly string[]).includes(text);
}

/** Whether the phone's menu can open it. Deleted is ours: in IMAP mode Asterisk never opens it. */
export function isOnPhone(slug: FolderSlug): boolean {
  return (PHONE_FOLDERS as readonly string[]).includes(slug);
}

/** The name that people read, which below the parent folder is also the name on the server: "Work", "Cust1". */
export function folderName(slug: FolderSlug): string {
  const bare = slug.replace('stray-', '');
  return bare.charAt(0).toUpperCase() + bare.slice(1);
}
