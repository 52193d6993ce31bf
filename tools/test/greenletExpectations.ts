export const EXPECTED: Record<string, { outcome: 'failed' | 'skipped'; reason: string }> = {};
