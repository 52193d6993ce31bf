/** How many of the latest switches of a program are remembered: 2 MiB of them. */
export const RECORDED_SWITCHES = 65_536;
