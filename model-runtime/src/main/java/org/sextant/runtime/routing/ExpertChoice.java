package org.sextant.runtime.routing;

import java.util.Set;
import java.util.stream.IntStream;

import org.sextant.runtime.model.ExpertSpec;
import org.sextant.runtime.model.RouterSpec;

/// What of a mixture decides which experts a token gets.
///
/// @param experts of a layer
/// @param chosen experts that see a token
/// @param router how they are chosen and weighed
public record ExpertChoice(int experts, int chosen, RouterSpec router) {
    public static ExpertChoice of(ExpertSpec spec) {
        return new ExpertChoice(spec.count(), spec.chosen(), spec.router());
    }

    /// Whether a token surely finds enough experts when some cannot be chosen. Where experts are chosen within the best
    /// groups, it must find them in the groups that have enough experts left to be compared, whichever of these are best.
    ///
    /// @param masked that cannot be chosen
    public boolean leavesEnough(Set<Integer> masked) {
        int size = experts / router.groups();
        int counted = router.groups() > 1 && router.groupScore() == RouterSpec.GroupScore.BEST_TWO
                ? Math.min(2, size)
                : 1;
        int[] left = IntStream.range(0, router.groups())
                .map(group -> (int) IntStream.range(group * size, (group + 1) * size)
                        .filter(expert -> !masked.contains(expert)).count())
                .filter(count -> count >= counted).sorted().toArray();
        int kept = router.groupsKept();
        return left.length >= kept && IntStream.of(left).limit(kept).sum() >= chosen;
    }
}
