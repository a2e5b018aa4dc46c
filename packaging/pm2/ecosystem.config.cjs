// Headless mode under PM2: pm2 start packaging/pm2/ecosystem.config.cjs && pm2 save
//
// Settings come from `.env` in the program's folder, from `settings.env`, or from the environment
// in which `pm2 start` was called (docs/DEPLOYMENT.md). Log files grow for ever unless somebody cuts
// them: pm2 install pm2-logrotate
"use strict";

const os = require("node:os");
const path = require("node:path");

// A link to a release must stay a link: PM2 remembers the path over updates.
const home = process.env.TEMU_PROGRAM || path.resolve(__dirname, "..", "..");
const pm2 = process.env.PM2_HOME || path.join(os.homedir(), ".pm2");
const python = process.platform === "win32" ? "Scripts/python.exe" : "bin/python";

module.exports = {
  apps: [
    {
      name: "temu-api",
      cwd: home,
      script: path.join(home, ".venv", python),
      args: "-m headless",
      interpreter: "none",
      exec_mode: "fork",
      instances: 1,
      watch: false,

      // The program says through PM2's channel that it serves; until then a start is not done.
      wait_ready: true,
      listen_timeout: 60000,

      // SIGINT ends it in order: requests (5 s), the running step (20 s), log lines (5 s).
      kill_timeout: 40000,
      // It comes back whatever happened, also where its address was taken or not there yet for half
      // a minute (3) or the database was away (10); but wrong settings (6) stay wrong until somebody
      // corrects them. With a delay between restarts PM2 would show "waiting restart" then.
      autorestart: true,
      stop_exit_codes: [6],
      vizion: false,
      max_memory_restart: process.env.TEMU_MAX_MEMORY || "500M",

      out_file: path.join(pm2, "logs", "temu-api-out.log"),
      error_file: path.join(pm2, "logs", "temu-api-error.log"),
      log_date_format: "YYYY-MM-DD HH:mm:ss.SSS Z",
      merge_logs: true,
      env: { PYTHONUNBUFFERED: "1", PYTHONUTF8: "1" },
    },
  ],
};
