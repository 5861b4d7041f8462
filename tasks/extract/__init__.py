"""Extract: mentions of counts, dates, actors, quotes and initiatives in each article, with their evidence."""
