"""/api/approvals and /api/switches: what is held back, and what stops everything."""

from __future__ import annotations

from fastapi import APIRouter

from headless.dependencies import Admin, Operator, TheCore, Viewer
from headless.routes import answers
from headless.schemas.issues import ApprovalOut, ApprovalsOut, SwitchesOut
from temu_desktop.core import Core
from temu_desktop.switches.model import Switch

router = APIRouter(prefix="/api", tags=["approvals"])


@router.get("/approvals", responses=answers())
async def approvals(_: Viewer, core: TheCore) -> ApprovalsOut:
    """What a brake holds back until a person lets it go."""
    return ApprovalsOut(items=[ApprovalOut.of(item) for item in await core.operator.waiting()])


@router.post("/approvals/{run}", responses=answers(404, 409))
async def approve(run: str, caller: Operator, core: TheCore) -> ApprovalsOut:
    """Let go what a run holds back; it goes out with the next run of its job."""
    gone = await core.operator.approve(run, caller.name)
    return ApprovalsOut(items=[ApprovalOut.of(item) for item in gone])


@router.get("/switches", responses=answers())
async def switches(_: Viewer, core: TheCore) -> SwitchesOut:
    """Where the stop switch and holiday mode stand."""
    return await _positions(core)


@router.post("/switches/{switch}", responses=answers())
async def turn(switch: Switch, on: bool, caller: Admin, core: TheCore) -> SwitchesOut:
    """Turn one for every process on this database."""
    await core.operator.turn(switch, on, caller.name)
    return await _positions(core)


async def _positions(core: Core) -> SwitchesOut:
    return SwitchesOut.of({switch: await core.operator.position(switch) for switch in Switch})
