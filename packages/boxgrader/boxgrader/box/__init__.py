"""Where learners' code runs: a preloaded process that forks, the sandbox around each fork, and the grader's end of both."""
