"""A stricter *collect* for nbgrader's exchange: what counts as a learner's is what the learner's own account wrote.

Everybody may write into the exchange, under any name. Stock nbgrader takes the newest folder of a name, whoever owns it,
and says so in a line of its log: one learner's folder could replace another's work. In ``nbgrader_config.py``::

    c.ExchangeFactory.collect = "boxgrader.intake.exchange.Collect"
"""

from __future__ import annotations

import os
import pwd
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeCollect


class Collect(ExchangeCollect):
    """nbgrader's collect, without what another account handed in under a learner's name.

    ``c.ExchangeCollect.check_owner = False`` turns it off, where one account of the computer hands in for everybody.
    """

    def init_src(self) -> None:
        """Find each learner's newest submission among the learner's own."""
        super().init_src()
        self.src_records: list[dict[str, Any]] = [record for record in self.src_records if self._own(record)]

    def _sort_by_timestamp(self, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
        foreign = [record for record in records if not self._own(record)]
        for record in foreign:
            self.log.warning(
                "%s was handed in by another account: left out.", Path(self.inbound_path) / record["filename"]
            )
        own = [record for record in records if record not in foreign]
        newest: list[dict[str, Any]] = super()._sort_by_timestamp(own or records)
        return newest

    def _own(self, record: dict[str, Any]) -> bool:
        if not self.check_owner:
            return True
        try:
            owner = pwd.getpwuid(os.lstat(Path(self.inbound_path) / record["filename"]).st_uid).pw_name
        except (KeyError, OSError):
            return False
        return bool(owner == record["username"])
