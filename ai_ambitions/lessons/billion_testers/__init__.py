"""Lesson 04: a billion testers.

What the notebook teaches, and shows before the exercise asks for it:

1. *A count jumped.* ``internet_users`` holds counts of people online, of users of generative AI (249 to 515 million in six
   months) and of narrower uses: filter by ``metric``, sort by ``date``, look at ``definition``; people and accounts differ.
2. *Which half of the formula is population?* ``model.bass_share(p, q, years)`` times a population: population moves people
   and never per cent. ``model.correlation`` of ``log10`` of ``population_2024`` (``economy_size``) with ``percent``
   (``ai_user_share``, newest period) over some 145 economies; income per head beside it; count against share.
3. *When cheaper means more.* ``model.rebound(cheaper, elasticity)``: spending times ``cheaper ** (elasticity - 1)``, the switch
   at 1. Tokens a day (``industry_size``, metric ``tokens_per_day``). ``model.blended`` prices (``api_prices``) and
   ``model.cost_per_success(price, tokens_m, solved)``: GPT-5 nano against GLM-4.6, turned by tokens a task.

Python shown: filter by a mask, ``sort_values``, ``merge``, ``for`` over a list, ``np.log10`` of a column, a function with
named arguments. Verdicts: C10, C11, C12 (``verdicts.py``).
"""
