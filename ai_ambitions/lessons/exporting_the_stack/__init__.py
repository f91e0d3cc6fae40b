"""Lesson 09: who hosts whose cloud, what one model costs at several clouds, clouds and clubs, and when a change pays.

What the notebook teaches, in this order (the exercise leans on nothing else):

1. Who hosts whom. ``cloud_regions``: a region is a place that takes customers; an economy hosts what is not at home there. Soil,
   provider and chips are three layers. ``smaller_share`` and ``entropy`` say how evenly a host is served; a host hedges if its
   smaller share is more than a line, and the line makes the count (0, 0.20, 0.25, 0.34: 17, 14, 12, 8).
2. Same weights, several clouds. ``cloud_model_prices``: list price of output of one model at Alibaba at home, at Alibaba abroad, and
   at US clouds, on two days. ``times_as_dear``; ``cheaper_than_us(rows, home=…)`` hands back how many and of how many.
3. Clouds and clubs. ``forum_participation``: ``fisher`` for a table of two by two; 4 of 17 against 0 of 18 is 0.045, and with the
   three hosts of Chinese clouds only 4 of 20 and 0.107. ``npv_switch``: savings discounted and weighted by the chance that the
   service is still there, less the cost of the change (worked: +4.9, -0.4, -5.1 at a risk of 0, 5 and 10 per cent).
"""
