import { afterAll, afterEach, beforeEach, vi } from 'vitest';
import { removeState } from './settings.ts';

// A test that makes React or Node complain has failed, whatever it asserts.
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation((...complaint: unknown[]) => {
    throw new Error(`console.error: ${complaint.map(String).join(' ')}`);
  });
});

afterEach(() => {
  vi.restoreAllMocks();
});

// Vitest ends its workers without an exit event.
afterAll(removeState);
