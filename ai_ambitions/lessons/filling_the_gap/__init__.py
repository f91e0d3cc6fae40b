"""Lesson 07: chokepoints, yields, efficiency by task, and a rise of 44 times.

What the notebook teaches, in this order (the exercise leans on nothing else):

1. Single points of failure. ``supply_chain``: the share of each economy in an input; the largest share; the concentration
   (``methods.concentration.hhi``, at least, since small suppliers are left out); near twins such as primary and refined gallium count
   once. Inputs cannot stand in for one another (``leontief_output``: the scarcest decides), and time brings substitutes
   (``left_after_cut``).
2. A rumour turned round. ``chip_yields`` and ``defect_densities``: Poisson, Murphy and Seeds yield from die area in cm² and defects per
   cm²; ``implied_defects`` is what a rumour needs to be true; no die area, no test. ``dies_per_wafer``, ``good_dies``.
   Then efficiency by task (``efficiency``): 16-bit rate per watt for training, memory bandwidth per watt for serving; the H20
   is last in one and first in the other. Further: more, older chips (``days_to_train``).
3. A true ratio from a small base. ``cambricon_results``: ratio (``fold_change``), increase in per cent (one less), absolute change,
   share of the market; quarters, halves and years checked against each other; two years before instead of one.
"""
