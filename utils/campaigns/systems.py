# SPDX-License-Identifier: GPL-2.0-only
"""The systems that campaigns can be about: their programs, options and columns."""
from dataclasses import dataclass, field

EVALUATION_SEED = 1001  # of what isac-train evaluates on
OF_CURVE = "evaluation_"  # what columns of curve.csv begin with that isac-evaluate has too


@dataclass(frozen=True)
class System:
    """What jobs have to know of a system."""

    name: str  # as isac-train and isac-evaluate take it
    scored: tuple  # columns of isac-evaluate
    distributed: tuple = ()  # columns of isac-evaluate --distribution, beside percent
    count: str = "states"  # option of isac-evaluate: how much is scored
    evaluated: str = "evaluationStates"  # option of isac-train: how much it evaluates on
    # Options that every score is called with.
    always: tuple = ()
    shares_optima: bool = False  # whether trainings take --cache
    example: str = ""  # program of the packet level, if it has one
    # Column: where summary.json of that program has the same as measured.
    measured: dict = field(default_factory=dict)

    def prefix(self):
        """What names of jobs begin with: jobs of the first system have always gone without."""
        return "" if self.name == "caqa" else self.name + "-"


CAQA_MEASURED = {
    "gated_avg_caqa": ("avg_caqa_gated", "mean"),
    "avg_caqa": ("avg_caqa", "mean"),
    "reward": ("reward", "mean"),
    "accuracy": ("content_accuracy",),
    "quality": ("quality",),
    "energy_J": ("energy_per_slot_J", "mean"),
}

# Without what is no mean.
MEGC_MEASURED = {
    name: (name, "mean")
    for name in (
        "latency_s",
        "compute_latency_s",
        "content_latency_s",
        "vision_latency_s",
        "ratio_to_optimum",
    )
}

SYSTEMS = {
    system.name: system
    for system in (
        System(
            "caqa",
            scored=(*CAQA_MEASURED, "violations"),
            always=("--optimum=0",),
            shares_optima=True,
            example="caqa-aigc",
            measured=CAQA_MEASURED,
        ),
        System(
            "asp-selection",
            scored=(
                "reward",
                "finished_percent",
                "obtained_utility",
                "crashed_percent",
                "lost_utility",
                "penalty",
                "crashes",
            ),
            count="episodes",
            evaluated="evaluationEpisodes",
        ),
        System(
            "megc",
            scored=(*MEGC_MEASURED, "median_latency_s", "worst_latency_s"),
            example="megc",
            measured=MEGC_MEASURED,
        ),
        System(
            "da-isac",
            scored=(
                "qoe",
                "ratio_to_optimum",
                "missed_percent",
                "collection_MHz",
                "known_structures_percent",
            ),
            distributed=("qoe",),
            example="da-isac",
            measured={"qoe": ("qoe", "mean")},
        ),
        System(
            "distributed-diffusion",
            scored=(
                "reward",
                "sum_qoe",
                "ratio_to_optimum",
                "qoe_shortage",
                "satisfied_percent",
                "excess_J",
                "server_steps",
                "device_steps",
                "saved_percent",
            ),
        ),
        System(
            "pictures",
            scored=("qoe", "leak", "alignment", "similarity"),
        ),
    )
}
