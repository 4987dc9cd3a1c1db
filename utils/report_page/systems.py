# SPDX-License-Identifier: GPL-2.0-only
"""What the tables of each system tell: the one place of the page that knows systems."""
import math

from report_page.facts import CLOSED, MEASURED, Curve, Energy, Facts, Queue, Tasks, View
from report_page.folder import NAN
from report_page.numbers import mean

CAQA_PHASES = [
    (None, "before sensing"),
    ("c0", "sensing"),
    ("c3", "to the server"),
    ("c6", "in the server's queue"),
    ("c1", "generating"),
    ("c8", "waiting for the download"),
    ("c2", "download"),
]


def minus(*columns):
    """The first less the others, row by row."""
    return [row[0] - sum(row[1:]) for row in zip(*columns)]


def known(values):
    """Whether any of them is a number."""
    return any(not math.isnan(value) for value in values)


def caqa(run):
    """caqa-aigc: FCFS server, times in the slot in users.csv."""
    facts = Facts(
        cards=[
            ("AvgCAQA, gated", "avg_caqa_gated.mean", ""),
            ("time until content is there", "latency_s.completion.mean", "s"),
            ("energy per slot", "energy_per_slot_J.mean", "J"),
        ]
    )
    scores = ("avg_caqa_gated", "cf_avg_caqa_gated", "energy_J", "cf_energy_J", "start_s", "slot")
    slots = run.table("slots.csv", scores)
    users = run.table(
        "users.csv",
        ("slot", "priority_rank", "sensing_start_s", "sensing_end_s", "arrival_s", "queueing_s")
        + ("generation_s", "waiting_s", "download_s", "completion_s", "cycles", "cf_arrival_s")
        + ("cf_queueing_s", "cf_generation_s", "cf_waiting_s", "cf_download_s", "cf_completion_s")
        + ("sensing_energy_J", "communication_energy_J"),
    )
    if not slots or not users or not slots.count:
        return facts
    xs = slots["slot"]
    lines = [(MEASURED, slots["avg_caqa_gated"]), (CLOSED, slots["cf_avg_caqa_gated"])]
    facts.curves.append(Curve("AvgCAQA, gated", "", xs, [line for line in lines if known(line[1])]))

    cycle = run.attribute("ns3::isac::CaqaCell", "CycleTime")
    sensing = [count * cycle for count in users["cycles"]]
    closed = [users[f"cf_{name}_s"] for name in ("queueing", "generation", "waiting", "download")]
    views = {}
    if known(users["completion_s"]):
        views[MEASURED] = View(
            users["completion_s"],
            [
                users["sensing_start_s"],
                minus(users["sensing_end_s"], users["sensing_start_s"]),
                minus(users["arrival_s"], users["sensing_end_s"]),
                users["queueing_s"],
                users["generation_s"],
                users["waiting_s"],
                users["download_s"],
            ],
        )
    nothing = [0.0] * users.count
    views[CLOSED] = View(
        users["cf_completion_s"],
        [[max(0.0, gap) for gap in minus(users["cf_arrival_s"], sensing)], sensing, nothing, *closed],
    )
    facts.tasks = Tasks(
        source="users.csv",
        slots=users["slot"],
        names=[f"priority {rank:.0f}" for rank in users["priority_rank"]],
        groups=["all users"] * users.count,
        phases=CAQA_PHASES,
        views=views,
        limit=run.summary.get("max_time_s"),
        limit_name="T_max",
    )
    lines = [(MEASURED, slots["energy_J"]), (CLOSED, slots["cf_energy_J"])]
    parts = [
        ("c0", "sensing", math.fsum(users["sensing_energy_J"]) / slots.count),
        ("c2", "communication", math.fsum(users["communication_energy_J"]) / slots.count),
    ]
    facts.energy = Energy(
        "slots.csv, users.csv", xs, [line for line in lines if known(line[1])], [("as decided", parts)]
    )
    begins = dict(zip(slots["slot"], slots["start_s"]))
    prefix = "" if MEASURED in views else "cf_"
    waiting, present = [], []
    for slot, arrival, queued, served in zip(
        users["slot"],
        *(users[f"{prefix}{name}_s"] for name in ("arrival", "queueing", "generation")),
    ):
        if not math.isnan(served):
            first = begins.get(slot, NAN) + arrival
            waiting.append((first, first + queued))
            present.append((first, first + queued + served))
    facts.queue = Queue(
        "users.csv",
        "Requests at the edge server, from arrival until the content is generated"
        + (", in closed form." if prefix else ", as measured."),
        {"at the server": present, "of them in the queue": waiting},
        list(slots["start_s"]),
        run.summary.get("max_time_s"),
    )
    return facts


def megc(run):
    """megc: three kinds of users, shares of one server."""
    facts = Facts(
        cards=[
            ("sum of latencies of a slot", "latency_s.mean", "s"),
            ("beside the optimum", "ratio_to_optimum.mean", "times"),
        ]
    )
    slots = run.table("slots.csv", ("slot", "start_s", "latency_s", "closed_form_s", "optimum_s"))
    phases = ("wait_s", "uplink_s", "server_s", "downlink_s", "local_s")
    users = run.table(
        "users.csv", ("slot", "user", "latency_s", "closed_form_s", *phases), texts=("kind",)
    )
    if not slots or not users or not slots.count:
        return facts
    xs = slots["slot"]
    lines = [(MEASURED, slots["latency_s"]), (CLOSED, slots["closed_form_s"])]
    lines.append(("optimum", slots["optimum_s"]))
    facts.curves.append(Curve("sum of latencies", "s", xs, lines, zero=True))
    # What the device of a computation user takes longer than the way over the server.
    rest = minus(users["latency_s"], *(users[name] for name in phases[:4]))
    rest = [0.0 if abs(value) < 1e-12 else value for value in rest]
    facts.tasks = Tasks(
        source="users.csv",
        slots=users["slot"],
        names=[f"{kind} {user:.0f}" for kind, user in zip(users["kind"], users["user"])],
        groups=users["kind"],
        phases=[
            ("c6", "wait for the grant"),
            ("c5", "uplink"),
            ("c4", "server"),
            ("c0", "downlink"),
            ("c2", "device, after that"),
        ],
        views={
            MEASURED: View(users["latency_s"], [users[name] for name in phases[:4]] + [rest]),
            CLOSED: View(users["closed_form_s"]),
        },
        aside=("c2", "device, meanwhile", users["wait_s"], users["local_s"]),
    )
    begins = dict(zip(slots["slot"], slots["start_s"]))
    present = []
    for slot, wait, uplink, server in zip(
        users["slot"], users["wait_s"], users["uplink_s"], users["server_s"]
    ):
        if server > 0:
            first = begins.get(slot, NAN) + wait + uplink
            present.append((first, first + server))
    facts.queue = Queue(
        "users.csv",
        "Tasks at the edge server at once, each with its share of it: nobody waits there.",
        {"at the server": present},
        list(slots["start_s"]),
    )
    return facts


def da(run):
    """da-isac: video segments; phases follow from what was granted."""
    facts = Facts(
        cards=[
            ("mean QoE", "qoe.mean", ""),
            ("latency of a segment", "latency_s.mean", "s"),
            ("late segments", "late_percent.mean", "%"),
        ]
    )
    numbers = ("slot", "qoe", "closed_form_qoe", "expected_qoe", "optimum_qoe", "place_error_m")
    slots = run.table("slots.csv", (*numbers, "start_s", "collection_Hz"))
    numbers = ("slot", "user", "late", "file_MB", "speed_cycle_s", "latency_s", "closed_form_s")
    numbers += ("asked_s", "computed_s")
    users = run.table("users.csv", numbers, texts=("structure",))
    if not slots or not users or not slots.count:
        return facts
    xs = slots["slot"]
    labels = ((MEASURED, "qoe"), (CLOSED, "closed_form_qoe"), ("expected", "expected_qoe"))
    lines = [(label, slots[name]) for label, name in (*labels, ("optimum", "optimum_qoe"))]
    facts.curves = [
        Curve("mean QoE", "", xs, lines),
        Curve("error of places", "m", xs, [("believed place", slots["place_error_m"])], True),
    ]
    cycles = run.attribute("ns3::isac::DaCell", "CyclesPerMegabyte")
    fixed = run.attribute("ns3::isac::DaCell", "FixedLatency")
    served = [
        size * cycles / speed if speed > 0 and not late else NAN
        for size, speed, late in zip(users["file_MB"], users["speed_cycle_s"], users["late"])
    ]
    constant = [fixed if not math.isnan(time) else NAN for time in served]
    facts.tasks = Tasks(
        source="users.csv",
        slots=users["slot"],
        names=[f"user {user:.0f}, {kind}" for user, kind in zip(users["user"], users["structure"])],
        groups=users["structure"],
        phases=[("c4", "server"), ("c6", "fixed latency T0"), ("c0", "network, there and back")],
        views={
            label: View(users[name], [served, constant, minus(users[name], served, constant)])
            for label, name in ((MEASURED, "latency_s"), (CLOSED, "closed_form_s"))
        },
        origin="in all; the request's way to the server is part of the network's time",
    )
    begins = dict(zip(slots["slot"], slots["start_s"]))
    present = [
        (begins.get(slot, NAN) + asked, begins.get(slot, NAN) + computed)
        for slot, asked, computed in zip(users["slot"], users["asked_s"], users["computed_s"])
        if not math.isnan(computed)
    ]
    facts.queue = Queue(
        "users.csv",
        "Segments at the edge server at once, each computed at the speed that its user was granted: "
        "nobody waits there. Those of a slot that was over are not among them.",
        {"at the server": present},
        list(slots["start_s"]),
    )
    return facts


def dd(run):
    """distributed-diffusion: shared steps at a server, a latent on air, steps on devices."""
    facts = Facts(
        cards=[
            ("mean QoE", "qoe.mean", ""),
            ("reward", "reward.mean", ""),
            ("latency of a picture", "latency_s.mean", "s"),
        ]
    )
    names = ("shared_steps_J", "radio_J", "device_steps_J", "expected_server_J", "expected_device_J")
    scores = ("reward", "expected_reward", "sum_qoe", "expected_sum_qoe")
    slots = run.table("slots.csv", ("slot", "start_s", "decided_s", *scores, *names))
    phases = ("shared_s", "airtime_s", "steps_s")
    users = run.table(
        "users.csv",
        ("slot", "user", "qoe", "latency_s", "polled_s", *phases),
        texts=("prompt", "server_prompt", "picture"),
    )
    if not slots or not users or not slots.count:
        return facts
    xs = slots["slot"]
    for title, key in (("reward", "reward"), ("sum of QoE", "sum_qoe")):
        lines = [(MEASURED, slots[key]), (CLOSED, slots[f"expected_{key}"])]
        facts.curves.append(Curve(title, "", xs, lines))
    parts = [users[name] for name in phases]
    facts.tasks = Tasks(
        source="users.csv",
        slots=users["slot"],
        names=[f"user {user:.0f}" for user in users["user"]],
        groups=["all users"] * users.count,
        phases=[
            ("c6", "until the shared steps begin"),
            ("c1", "shared steps"),
            ("c0", "latent on air"),
            ("c2", "steps on the device"),
        ],
        views={MEASURED: View(users["latency_s"], [minus(users["latency_s"], *parts), *parts])},
        origin="from the poll",
    )
    begins = dict(zip(slots["slot"], zip(slots["start_s"], slots["decided_s"])))
    present, waiting = [], []
    for slot, polled, latency, shared, airtime, steps in zip(
        *(users[key] for key in ("slot", "polled_s", "latency_s", *phases))
    ):
        begin, decided = begins.get(slot, (NAN, NAN))
        done = begin + polled + latency - airtime - steps
        if not math.isnan(done):
            present.append((begin + decided, done))
            # Shorter than a nanosecond is no time in the simulation, but rounding.
            if done - shared - begin - decided > 1e-9:
                waiting.append((begin + decided, done - shared))
    facts.queue = Queue(
        "slots.csv, users.csv",
        "Users whose shared steps wait or are taken, from the decision on. A server takes the steps of "
        "one group after the other.",
        {"at the server": present, "of them waiting": waiting},
        list(slots["start_s"]),
    )
    colours = ("c1", "c0", "c2")
    kinds = ("shared steps", "radio", "device steps")
    measured = [(c, kind, mean(slots[name])) for c, kind, name in zip(colours, kinds, names)]
    expected = [
        ("c4", "server: shared steps and radio", mean(slots[names[3]])),
        ("c2", "device steps", mean(slots[names[4]])),
    ]
    lines = [(kind, slots[name]) for kind, name in zip(kinds, names)]
    facts.energy = Energy("slots.csv", xs, lines, [(MEASURED, measured), (CLOSED, expected)])
    for name, prompt, begun, qoe in zip(*(users[key] for key in ("picture", "prompt", "server_prompt", "qoe"))):
        if name:
            facts.pictures[name] = f"asked for: {prompt}; begun as: {begun}; QoE {qoe:.2f}"
    return facts


def asp(run):
    """asp-selection: tasks run at providers; blocks of tasks stand for slots."""
    facts = Facts(
        cards=[
            ("reward", "reward.mean", ""),
            ("finished", "finished_percent.mean", "%"),
            ("crashes", "crashes.mean", ""),
            ("95th percentile of latency", "latency_s.p95", "s"),
        ]
    )
    numbers = ("episode", "task", "attempt", "arrival_s", "provider", "start_s", "end_s", "latency_s")
    tasks = run.table("tasks.csv", (*numbers, "reward"), texts=("outcome",))
    if not tasks or not tasks.count:
        return facts
    done = [
        outcome == "finished" and attempt == 1
        for outcome, attempt in zip(tasks["outcome"], tasks["attempt"])
    ]
    running = [end - start for start, end in zip(tasks["start_s"], tasks["end_s"])]
    before = minus(tasks["start_s"], tasks["arrival_s"])
    after = minus(tasks["latency_s"], before, running)
    phases = [[time if ok else NAN for ok, time in zip(done, part)] for part in (before, running, after)]
    block = 30
    facts.tasks = Tasks(
        source="tasks.csv",
        slots=[
            (int(episode), int(task) // block * block)
            for episode, task in zip(tasks["episode"], tasks["task"])
        ],
        names=[
            f"{task:.0f}" + (f" at provider {place:.0f}" if not math.isnan(place) else ": nowhere")
            for task, place in zip(tasks["task"], tasks["provider"])
        ],
        groups=["finished tasks"] * tasks.count,
        phases=[("c6", "until it runs"), ("c1", "runs"), ("c2", "result on its way")],
        views={MEASURED: View(tasks["latency_s"], phases)},
        origin="from the first arrival in the block; tasks that did not finish have no bar",
        frame="block",
        starts=tasks["arrival_s"],
    )
    present, waiting = [], []
    for episode, arrival, start, end in zip(
        *(tasks[name] for name in ("episode", "arrival_s", "start_s", "end_s"))
    ):
        if episode == tasks["episode"][0] and not math.isnan(start):
            waiting.append((arrival, start))
            present.append((arrival, math.inf if math.isnan(end) else end))
    facts.queue = Queue(
        "tasks.csv",
        "Tasks at all providers together in the first episode, from arrival until they are over;"
        " after a crash a task is yet to start until it does so for the last time.",
        {"at the providers": present, "of them yet to start": waiting},
    )
    return facts


SYSTEMS = {
    "caqa-aigc": ("one CAQA-AIGC cell", caqa),
    "megc": ("mobile edge generation and computing", megc),
    "da-isac": ("ISAC with digital agents for users on the road", da),
    "distributed-diffusion": ("shared denoising with personal QoE", dd),
    "asp-selection": ("tasks for providers of generated content", asp),
}


def gather(run):
    """What is known of the run's system, and the facts of this folder."""
    about, read = SYSTEMS.get(run.program, ("", lambda _run: Facts()))
    facts = read(run)
    if facts.tasks:
        leave_out_empty(facts.tasks)
    return about, facts


def leave_out_empty(tasks):
    """Phases that nobody spends any time in are not spoken of."""
    views = [view for view in tasks.views.values() if view.phases]
    kept = [
        place
        for place in range(len(tasks.phases))
        if any(duration > 0 for view in views for duration in view.phases[place])
    ]
    tasks.phases = [tasks.phases[place] for place in kept]
    for view in views:
        view.phases = [view.phases[place] for place in kept]
