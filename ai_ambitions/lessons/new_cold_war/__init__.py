"""Lesson 11: a frame counted and shared, ties then and now, and rivalry simulated before it is named.

What the notebook teaches, in this order (the exercise leans on nothing else):

1. Count or share. ``frame_usage``: 147 articles of 2017 and 728 of 2020 tell of AI as a competition, 1.54 and 1.29 per cent of all
   on AI. ``trend(now, before, margin=0.1)`` says up, down or about the same. ``joint_ai_papers``: papers with authors in China and in the US. ``joint_share(row, of)`` divides the joint papers by those
   ``of`` the US, China or all: at IJCAI, 2020 to 2024, 31.6 to 32.1 and 17.6 to 11.5 per cent, same papers. ``neither(...)`` tests a
   printed count with sets: NeurIPS 2025, 141 joint papers need 611 papers of neither, 1,006 need 1,476.
2. Level and direction are two answers. ``linkages``: ``times(now, then)`` says how far (28 times the trade of 1979, in money of 2025),
   ``direction(before, now, then)`` whether the newest step leads towards the earlier state. ``alike(now, then, factor=3)``: two
   figures within a factor of each other. Ten features of an analogy, fixed beforehand.
3. Rivalry simulated before it is named. Richardson's equations with Green and Purple: each year x changes by k*y - a*x + g, and y
   by l*x - b*y + h (k, l reaction; a, b fatigue; g, h grievance). ``is_stable(a, b, k, l)``: a*b > k*l; ``equilibrium``. With a fatigue of 1.5 a
   reaction of 1 is stable and one of 2 is not.

Further, behind the three: ``race_risk(teams, enmity, skill, known)``, the race to the precipice in closed form.
"""
