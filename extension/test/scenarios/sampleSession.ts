import type { Workbench } from '../harness/workbench.ts';

/**
 * Debugs the sample, which is in the editor, up to the stop in its second
 * greenlet: breakpoints in both functions, F5 to start and F5 to go on.
 *
 * @throws Error when the Call Stack view does not show what it should.
 */
export async function debugToSecondGreenlet(workbench: Workbench): Promise<void> {
  await workbench.setBreakpoint(5);
  await workbench.setBreakpoint(10);
  await workbench.showRunAndDebug();
  await workbench.press('F5');
  await expectFirstStop(workbench);
  // Only rows that have room are there at all.
  await workbench.foldView('Watch');
  await workbench.foldView('Breakpoints');
  await workbench.press('F5');
  await workbench.expectFocus('Stack Frame func2, line 10, main.py');
  await workbench.expectCallStack([
    'Thread main · main.py:14 Paused',
    'Thread func1 (g1) · main.py:5 Paused',
    'Stack Frame func1, line 5, main.py',
    'Thread func2 (g2) · main.py:10 Breakpoint',
    'Stack Frame func2, line 10, main.py',
  ]);
}

/** Waits until the Call Stack view shows the first of these stops. */
export async function expectFirstStop(workbench: Workbench): Promise<void> {
  await workbench.expectCallStack([
    'Thread main · main.py:14 Paused',
    'Thread func1 (g1) · main.py:5 Breakpoint',
    'Stack Frame func1, line 5, main.py',
  ]);
}
