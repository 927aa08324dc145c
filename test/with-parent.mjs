// Imported first by every process that we start: when we are gone, however we went, it ends too. Its own children inherit
// this import, and are its own affair.
const CHECK_MS = 500;
const starter = Number(process.env.LAMPLIGHT_STARTER);

if (process.ppid === starter) {
  setInterval(() => {
    if (process.ppid !== starter) process.kill(process.pid, 'SIGTERM');
  }, CHECK_MS).unref();
}
