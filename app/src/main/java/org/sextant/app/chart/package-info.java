/// Heatmaps and JFreeChart charts, colour scales, export to PNG, SVG, PDF and CSV.
@NullMarked
package org.sextant.app.chart;

import org.jspecify.annotations.NullMarked;
