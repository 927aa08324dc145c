import type { RunAs } from '#test/run-as.ts';

/** What Cyrus can be told to be. */
export interface CyrusOptions {
  /** Between a folder and the one below it. */
  separator?: '/' | '.';
  /** Whether every folder but INBOX is below `INBOX`, as Cyrus had it before altnamespace. */
  isBelowInbox?: boolean;
  /** Who may sign in as anybody, by SASL's authorization id. */
  master?: { name: string; password: string };
  /** Whether searches go by its squat index. */
  squat?: boolean;
}

export interface CyrusPlace {
  folder: string;
  /** Where its programs are. */
  root: string;
  port: number;
  runAs: RunAs;
}

/** imapd.conf of a server wholly inside one folder that needs no privilege. */
export function imapdConf({ folder, runAs }: CyrusPlace, options: CyrusOptions) {
  const { separator = '/', isBelowInbox = false, squat = false, master } = options;
  return `
configdirectory: ${folder}/conf
partition-default: ${folder}/spool
defaultpartition: default
cyrus_user: ${runAs.user}
cyrus_group: ${runAs.group}
admins: cyrus
${master ? `proxyservers: ${master.name}` : ''}
servername: localhost
unixhierarchysep: ${separator === '/' ? 'yes' : 'no'}
altnamespace: ${isBelowInbox ? 'no' : 'yes'}
virtdomains: off
defaultacl: anyone 0
allowplaintext: yes
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: ${folder}/passwords
sasl_mech_list: PLAIN
proc_path: ${folder}/proc
mboxname_lockpath: ${folder}/lock
duplicatesuppression: no
imapidlepoll: 1
idlesocket: ${folder}/conf/socket/idle
conversations: 0
expunge_mode: immediate
delete_mode: immediate
skiplist_unsafe: yes
search_engine: ${squat ? 'squat' : 'none'}
`;
}

export function cyrusConf({ folder, root, port }: CyrusPlace): string {
  const run = (program: string) => `cmd="${root}/usr/lib/cyrus/bin/${program} -C ${folder}/imapd.conf`;
  return `
START {
  recover ${run('ctl_cyrusdb')} -r"
  idled ${run('idled')}"
}
SERVICES {
  imap ${run('imapd')}" listen="127.0.0.1:${port}" proto="tcp4" prefork=2
}
`;
}
