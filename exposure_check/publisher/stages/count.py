"""Second stage: who is in the data, how many, with which profiles. Quick, and done before the hours of hashing."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from exposure_check.publisher.stages import people
from exposure_check.publisher.stages.ingest import damage_named
from exposure_check.publisher.stages.people import CategorySet
from exposure_check.publisher.workers import tasks
from exposure_check.publisher.workspace.shuffle import partition
from exposure_check.publisher.workspace.workspace import LABELS, Workspace

if TYPE_CHECKING:
    from collections.abc import Mapping
    from concurrent.futures import Executor

    from exposure_check.publisher.workers.tasks import Progress


class Counted(msgspec.Struct):
    """One scheme of one partition, or of all. `profiles` counts the records that hold each."""

    people: int = 0
    records: int = 0
    entries: int = 0  # (person, code, breach): rows less those that repeat or add to another
    profiles: Counter[CategorySet] = msgspec.field(default_factory=Counter)

    def add(self, other: Counted) -> None:
        """Add the figures of another partition."""
        self.people += other.people
        self.records += other.records
        self.entries += other.entries
        self.profiles += other.profiles


class Labels(msgspec.Struct, frozen=True):
    """The profiles of a scheme in the order of their labels, and the label of each profile that people have."""

    profiles: list[CategorySet]
    label_of: list[tuple[CategorySet, int]]


def take(work: Workspace, pool: Executor, progress: Progress) -> dict[str, Counted]:
    """The figures of each scheme, in order; raises `PublishError` where a file of the work folder is damaged."""
    total: dict[str, Counted] = {}
    jobs = ((work, number) for number in work.partitions)
    with damage_named(work):
        for done, (_, counted) in enumerate(tasks.each(pool, _count, jobs), start=1):
            for scheme, figures in counted.items():
                total.setdefault(scheme, Counted()).add(figures)
            progress("group", done, len(work.partitions))
    return dict(sorted(total.items()))


def label(
    counted: Mapping[str, Counted], merged: Mapping[str, Mapping[CategorySet, CategorySet]], work: Workspace
) -> dict[str, Labels]:
    """Number the profiles of each scheme, with rare ones replaced as `merged` says, and tell the workers."""
    labels = {}
    for scheme, figures in counted.items():
        replaced = {one: merged.get(scheme, {}).get(one, one) for one in figures.profiles}
        profiles = sorted(set(replaced.values()))
        numbers = {one: number for number, one in enumerate(profiles)}
        labels[scheme] = Labels(profiles, sorted((one, numbers[other]) for one, other in replaced.items()))
    work.save(LABELS, labels)
    return labels


def held(figures: Counted, labels: Labels) -> Counter[CategorySet]:
    """How many records hold each profile once rare ones are replaced."""
    numbers = dict(labels.label_of)
    counts: Counter[CategorySet] = Counter()
    for one, count in figures.profiles.items():
        counts[labels.profiles[numbers[one]]] += count
    return counts


def _count(job: tuple[Workspace, int]) -> dict[str, Counted]:
    counted: dict[str, Counted] = {}
    for canonical, codes in people.group(partition(*job)).items():
        figures = counted.setdefault(people.scheme_of(canonical), Counted())
        figures.people += 1
        figures.records += len(codes)
        for exposed in codes.values():
            figures.entries += len(exposed)
            figures.profiles[people.profile(exposed)] += 1
    return counted
