package org.sextant.app.architecture.planted.chart;

import org.sextant.runtime.session.RunRequest;

/// Breaks the rule that charts know no requests.
record RequestingChart(RunRequest request) {}
