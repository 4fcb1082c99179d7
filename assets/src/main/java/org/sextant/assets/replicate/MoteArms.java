package org.sextant.assets.replicate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import org.sextant.runtime.routing.ExpertArms;
import org.sextant.runtime.routing.ExpertGain;
import org.sextant.runtime.routing.ExpertGain.Mode;
import org.sextant.runtime.session.ExpertLoadRequest.Measure;
import org.sextant.runtime.session.ExpertLoadRequest.Span;
import org.sextant.runtime.session.PlanEffectRequest.Arm;
import org.sextant.runtime.steering.SteeringPlan;

/// The plans of the replication, by name.
///
/// @param arms the usual order of experts: tokens of the prompt, as the paper counts
/// @param others orders by other ways of counting
/// @param own experts in the order of what each does by itself
/// @param room experts that a token gets
/// @param draws sets by chance beside the ten
record MoteArms(ExpertArms arms, List<Counted> others, ExpertArms own, int room, int draws) {
    static final String BASELINE = "baseline";
    /// As many as the paper switches off.
    static final int PUBLISHED = 10;
    static final List<Integer> COUNTS = List.of(PUBLISHED, 4, 2, 1);
    private static final int DRAWS_OF_FEW = 5;

    /// An order of experts by one way of counting.
    record Counted(Measure measure, Span span, ExpertArms arms) {
        String name() {
            return measure.id() + " of " + (span == Span.ALL ? "prompt and answer" : words(span));
        }

        private static String words(Span span) {
            return span == Span.PROMPT ? "the prompt" : "the answer";
        }
    }

    static String off(int count) {
        return "top " + count + " off";
    }

    static String forced(int count) {
        return "top " + count + " forced";
    }

    static String byChance(int count, int draw) {
        return count + " by chance off, draw " + draw;
    }

    static String ownEffect(int count) {
        return count + " of the largest own effect off";
    }

    int draws(int count) {
        return count == PUBLISHED ? draws : Math.min(draws, DRAWS_OF_FEW);
    }

    /// The baseline first.
    List<Arm> all() {
        List<Arm> all = new ArrayList<>(List.of(new Arm(BASELINE, SteeringPlan.NONE)));
        for (int count : COUNTS) {
            all.add(arm(off(count), arms.off(count, Mode.MASK)));
            for (int draw = 0; draw < draws(count); draw++) {
                all.add(arm(byChance(count, draw), arms.randomOff(count, Mode.MASK, draw)));
            }
            all.add(arm(forced(count), arms.forced(count, room, 1)));
            all.add(arm(ownEffect(count), own.off(count, Mode.MASK)));
        }
        settings().forEach(setting -> all.add(setting.arm()));
        return all;
    }

    /// Ten experts switched off in every other way.
    ///
    /// @param name of the way
    record Setting(String name, Arm arm) {}

    List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        for (Counted counted : others) {
            for (Mode mode : List.of(Mode.MASK, Mode.ZERO, Mode.ZERO_RENORM)) {
                String name = counted.name() + ", " + mode.id();
                settings.add(
                        new Setting(name, arm(PUBLISHED + " off by " + name, counted.arms().off(PUBLISHED, mode))));
            }
            String name = counted.name() + ", force";
            settings.add(new Setting(name,
                    arm(PUBLISHED + " on by " + name, counted.arms().forced(PUBLISHED, room, 1))));
        }
        return settings;
    }

    /// Each expert switched off by itself, in the order of the layers; the baseline first.
    static List<Arm> singles(List<Integer> layers, int experts) {
        List<Arm> singles = new ArrayList<>(List.of(new Arm(BASELINE, SteeringPlan.NONE)));
        layers.forEach(layer -> IntStream.range(0, experts).forEach(
                expert -> singles.add(arm(layer + "." + expert, List.of(ExpertGain.off(layer, expert))))));
        return singles;
    }

    private static Arm arm(String name, List<ExpertGain> gains) {
        return new Arm(name, new SteeringPlan(List.of(), gains));
    }

    /// `1.2, 3.5`.
    static String names(List<ExpertGain> gains) {
        return String.join(", ", gains.stream()
                .map(gain -> String.format(Locale.ROOT, "%d.%d", gain.layer(), gain.expert())).toList());
    }
}
