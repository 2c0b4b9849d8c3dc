// Starts the Accounts desk for tests and measurements: `served` gives the process and its address.
import { spawn } from "node:child_process";

export const served = async (program, dataset, ...more) => {
  const server = spawn(program, ["serve", dataset, "--port", "0", ...more], { stdio: ["ignore", "pipe", "inherit"] });
  const base = await new Promise((found, failed) => {
    let told = "";
    server.stdout.on("data", (bytes) => {
      told += bytes;
      const address = told.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (address) found(address[0]);
    });
    server.on("exit", (code) => failed(new Error(`the server ended with ${code}`)));
  });
  const ended = new Promise((end) => server.on("exit", end));
  // Asks it to stop, and tells the code with which it did.
  const stop = () => {
    server.kill("SIGTERM");
    return ended;
  };
  return { server, base, stop };
};
