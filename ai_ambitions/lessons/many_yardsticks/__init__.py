"""Lesson 08: who leads in AI, by which yardstick, over which denominator, seen through which window.

What the notebook teaches, in this order (the exercise leans on nothing else):

1. An index is a choice. ``yardsticks`` (one row is one indicator of one economy): indicators are put on one scale (``minmax``,
   lowest 0 and highest 1; ``share_of_best``, amount over the largest; or ``places``), weighted and added up (``weighted_score``), and the
   highest score leads (``leader``). Random weights (``random_weights``, flat Dirichlet, one seed) give the share of weightings
   in which each economy leads (``lead_shares``). One yardstick is left out at a time (jackknife). Then the unit: totals, or
   per head of the population (``per_head``): the denominator decides more than the weights.
2. Coverage makes a ranking. A list that captures a share of each country's computers shows ``observed_share``; turned round,
   ``true_share``; even countries look like R to 1 when captures stand as R to 1. ``compute_stock``.
3. A survey has a margin. ``talent_flows``: ``margin_of_error`` of a share, ``z_of_difference`` of two samples and ``z_within_sample`` of one, all wider by the root
   of a ``design_effect`` when authors come in groups of four a paper.
Then leader by metric (``research_output``), and the word "pioneering".
"""
