package org.sextant.runtime.session;

import org.sextant.runtime.lens.RowStatistic;
import org.sextant.runtime.lens.VectorStatistics;

/// The formula behind each statistic that can be asked for.
final class StatisticFormulas {
    private StatisticFormulas() {}

    static RowStatistic of(Statistic statistic) {
        return switch (statistic) {
            case NORM -> RowStatistic.alone(VectorStatistics::norm);
            case MEAN -> RowStatistic.alone(VectorStatistics::mean);
            case MAX -> RowStatistic.alone(VectorStatistics::max);
            case SPARSITY -> RowStatistic.alone(VectorStatistics::sparsity);
            case KURTOSIS -> RowStatistic.alone(VectorStatistics::kurtosis);
            case COSINE -> RowStatistic.acrossLayers(VectorStatistics::cosine);
        };
    }
}
