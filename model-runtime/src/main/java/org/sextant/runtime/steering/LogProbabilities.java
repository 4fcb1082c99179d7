package org.sextant.runtime.steering;

/// A distribution of the next token, as natural logarithms in double precision.
public final class LogProbabilities {
    private final double[] logs;

    private LogProbabilities(double[] logs) {
        this.logs = logs;
    }

    /// @param logits `[vocabulary]`
    public static LogProbabilities of(float[] logits) {
        double peak = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            peak = Math.max(peak, logit);
        }
        double total = 0;
        for (float logit : logits) {
            total += Math.exp(logit - peak);
        }
        double whole = peak + Math.log(total);
        double[] logs = new double[logits.length];
        for (int id = 0; id < logs.length; id++) {
            logs[id] = logits[id] - whole;
        }
        return new LogProbabilities(logs);
    }

    /// `−ln p` of one token in a row of logits, without the other tokens'.
    ///
    /// @param logits of many positions, one row after another
    /// @param from where the row begins
    /// @param vocabulary its length
    public static double surprise(float[] logits, int from, int vocabulary, int id) {
        double peak = Double.NEGATIVE_INFINITY;
        for (int i = from; i < from + vocabulary; i++) {
            peak = Math.max(peak, logits[i]);
        }
        double total = 0;
        for (int i = from; i < from + vocabulary; i++) {
            total += Math.exp(logits[i] - peak);
        }
        return peak + Math.log(total) - logits[from + id];
    }

    /// `ln p` of one token.
    public double log(int id) {
        return logs[id];
    }

    public double probability(int id) {
        return Math.exp(logs[id]);
    }

    /// `−Σ p ln p`, in nats.
    public double entropy() {
        double sum = 0;
        for (double log : logs) {
            double share = Math.exp(log);
            sum -= share == 0 ? 0 : share * log;
        }
        return sum;
    }

    /// Kullback-Leibler divergence of this distribution p from another one q, in nats: `Σ p (ln p − ln q)`.
    public double divergenceFrom(LogProbabilities other) {
        double sum = 0;
        for (int id = 0; id < logs.length; id++) {
            double share = Math.exp(logs[id]);
            sum += share == 0 ? 0 : share * (logs[id] - other.logs[id]);
        }
        return sum;
    }
}
