import { afterEach, beforeEach, vi } from 'vitest';

// A test that makes React or Node complain has failed, whatever it asserts.
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation((...complaint: unknown[]) => {
    throw new Error(`console.error: ${complaint.map(String).join(' ')}`);
  });
});

afterEach(() => {
  vi.restoreAllMocks();
});
