package org.sextant.app.steering;

import org.sextant.app.chart.Numbers;
import org.sextant.runtime.session.SafeRange;
import org.sextant.runtime.session.SweepResult;

/// What is known of how far a slider may go.
sealed interface SafeBand {
    /// Nothing yet.
    ///
    /// @param why there is none, as a part of a sentence
    record Unknown(String why) implements SafeBand {
        @Override
        public String words() {
            return "Safe range: " + why + ".";
        }
    }

    /// What the model said.
    ///
    /// @param range how far; its ends are the same where already the middle of the slider costs too much
    /// @param low where the slider ended when it was measured
    /// @param high the other end
    /// @param tokens that were predicted
    /// @param texts what they were of
    record Known(SweepResult.Range range, double low, double high, int tokens, String texts) implements SafeBand {
        static Known of(SafeRange found, SliderRange slider, String texts) {
            return new Known(found.range().orElse(new SweepResult.Range(slider.neutral(), slider.neutral())),
                    slider.low(), slider.high(), found.tokens(), texts);
        }

        boolean isEmpty() {
            return range.from() == range.to();
        }

        @Override
        public String words() {
            String where = isEmpty()
                    ? "nowhere, the loss is higher already at " + Numbers.brief(range.from())
                    : end(range.from(), low) + " … " + end(range.to(), high);
            return "Loss within 10 %: " + where + ", on " + tokens + " tokens of " + texts + ", this slider alone.";
        }

        private static String end(double value, double limit) {
            return Numbers.brief(value).replace('-', '−') + (value == limit ? " (the slider's end)" : "");
        }
    }

    /// In a sentence, for the tooltip and the screen reader.
    String words();
}
