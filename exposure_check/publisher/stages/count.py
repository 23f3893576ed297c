"""Second stage: who is in the data, how many, with which category sets. Quick, and done before the hours of hashing."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from exposure_check.publisher.input import people
from exposure_check.publisher.input.category_sets import CategorySet, category_set
from exposure_check.publisher.input.rows import OPEN
from exposure_check.publisher.input.shared_codes import Marks, SharedCodes, marks
from exposure_check.publisher.workers import tasks
from exposure_check.publisher.workspace.artifacts import Labels, SchemeCount, reread_where_damaged, save_labels
from exposure_check.publisher.workspace.shuffle import rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from concurrent.futures import Executor

    from exposure_check.publisher.workers.tasks import Progress
    from exposure_check.publisher.workspace.workspace import Workspace


def count_people(workspace: Workspace, pool: Executor, progress: Progress) -> dict[str, SchemeCount]:
    """The count of each scheme, in order; raises `PublishError` where a file of the work folder is damaged."""
    counts: dict[str, SchemeCount] = {}
    shared: dict[str, SharedCodes] = defaultdict(SharedCodes)
    jobs = ((workspace, partition) for partition in workspace.partitions)
    with reread_where_damaged(workspace):
        for done, (_, of_partition) in enumerate(tasks.each(pool, _count, jobs), start=1):
            for scheme, (count, of_codes) in of_partition.items():
                counts.setdefault(scheme, SchemeCount()).add(count)
                shared[scheme].add(of_codes)
            progress("group", done, len(workspace.partitions))
    for scheme, count in counts.items():
        count.sharing = shared[scheme].people()
    return dict(sorted(counts.items()))


def label(
    counts: Mapping[str, SchemeCount],
    merged: Mapping[str, Mapping[CategorySet, CategorySet]],
    workspace: Workspace,
) -> dict[str, Labels]:
    """Number the category sets of each scheme, rare ones replaced as `merged` says, and save them for the workers."""
    labels = {}
    for scheme, count in counts.items():
        replaced = {narrow: merged.get(scheme, {}).get(narrow, narrow) for narrow in count.category_sets}
        category_sets = sorted(set(replaced.values()))
        numbers = {wide: number for number, wide in enumerate(category_sets)}
        labels[scheme] = Labels(category_sets, sorted((narrow, numbers[wide]) for narrow, wide in replaced.items()))
    save_labels(workspace, labels)
    return labels


def _count(job: tuple[Workspace, int]) -> dict[str, tuple[SchemeCount, Marks]]:
    counts: dict[str, SchemeCount] = {}
    given_codes: dict[str, list[str]] = defaultdict(list)  # scheme -> the letter codes of each person
    for canonical, codes in people.group(rows_of(*job)).items():
        scheme = people.scheme_of(canonical)
        count = counts.setdefault(scheme, SchemeCount())
        given_codes[scheme] += (code for code in codes if code != OPEN)
        count.people += 1
        count.records += len(codes)
        for exposed in codes.values():
            count.entries += len(exposed)
            count.category_sets[category_set(exposed)] += 1
    key = job[0].derived("shared codes")
    return {scheme: (count, marks(given_codes[scheme], key)) for scheme, count in counts.items()}
