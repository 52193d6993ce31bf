import type { Coverage, Syscall } from '../../debug-adapter/runtime/syscalls/syscall.ts';
import { SYSCALLS } from '../../debug-adapter/runtime/syscalls/table.ts';

/** What the import modules of the table are called by people. */
const TITLES: Readonly<Record<string, string>> = {
  wasi_snapshot_preview1: 'WASI (`wasi_snapshot_preview1`)',
  wasi: 'Threads of WASI (`wasi`)',
  wasix_32v1: 'WASIX (`wasix_32v1`)',
};

const EXTENTS: Readonly<Record<Coverage['extent'], string>> = {
  whole: 'implemented',
  part: 'partial',
  none: 'absent',
};

/** The import module whose calls are those of another. */
const OLDER_NAME = 'wasi_unstable';

/** The page of system calls as Markdown, from the table by which the host serves them. */
export function renderSyscallPage(): string {
  const families = Object.entries(SYSCALLS).filter(([module]) => module !== OLDER_NAME);
  const extents = families.flatMap(([, family]) =>
    Object.values(family).map(call => call.coverage.extent),
  );
  const count = (extent: Coverage['extent']): number =>
    extents.filter(each => each === extent).length;
  return [
    '# System calls',
    '',
    `Of the ${extents.length} calls that WASI and WASIX have, ${count('whole')} are implemented here,`,
    `${count('part')} in part, ${count('none')} not. One that is absent fails with \`ENOSYS\`, those that`,
    'start processes with `ENOTSUP`, and the console says so once.',
    `\`${OLDER_NAME}\`, the older name of WASI, has the same calls, in the layouts of its own.`,
    '',
    'Made from the table in `syscalls/` by',
    '`UPDATE_GOLDEN=1 node --test tools/pages/syscallPage.test.ts`: change it there.',
    ...families.flatMap(([module, family]) => [
      '',
      `## ${TITLES[module] ?? module}`,
      '',
      ...renderTable(Object.entries(family)),
    ]),
    '',
  ].join('\n');
}

function renderTable(calls: [string, Syscall][]): string[] {
  const rows = calls
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, call]) => [`\`${name}\``, EXTENTS[call.coverage.extent], remarkOf(call)]);
  return ['| call | here | |', '| --- | --- | --- |', ...rows.map(row => `| ${row.join(' | ')} |`)];
}

function remarkOf({ coverage, maySuspend }: Syscall): string {
  if (coverage.extent !== 'whole') return coverage.remark;
  return maySuspend ? 'may wait' : '';
}
