"""The baseline: a FastAPI app that does nothing, served by the same uvicorn."""

from __future__ import annotations

import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()


@app.get("/api/health")
async def health() -> dict[str, str]:
    """Nothing."""
    return {"status": "ok"}


if __name__ == "__main__":
    uvicorn.run(
        app,
        host="127.0.0.1",
        port=int(os.environ["UVICORN_PORT"]),
        access_log=False,
        log_level="warning",
    )
