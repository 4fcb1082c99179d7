package org.sextant.runtime.steering;

import java.util.List;
import java.util.Optional;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteCatalog;
import org.sextant.runtime.hook.SiteException;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.model.RouterSpec;
import org.sextant.runtime.routing.ExpertChoice;
import org.sextant.runtime.routing.ExpertGain;
import org.sextant.runtime.tensor.Backend;
import org.sextant.runtime.tensor.NativeMemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// The numbers are those of METHODS.md 4.14.
class PlanHooksTest {
    private static final Site SITE = new Site(SiteKind.RESID_POST, 1);
    private static final SiteCatalog SITES = new SiteCatalog(List.of(SITE));
    private static final float[] X = {-0.379508f, 0.753029f, 0.286547f, 0.144789f};
    private static final List<Float> R = List.of(1.867674f, -0.402665f, -0.200274f, 0.017476f);
    /// `mean N`: the mean difference is taken from the mean of the positive class.
    private static final float[] ACE_ZERO = {-0.780069f, 0.839389f, 0.329500f, 0.141041f};
    private static final float[] ACE_ONE = {1.087605f, 0.436724f, 0.129226f, 0.158517f};

    private static VectorEdit edit(Operation operation, double coefficient, Positions positions) {
        return new VectorEdit(SITE.name(), operation, R, operation == Operation.AFFINE ? Optional.of(negativeMean())
                : Optional.empty(), coefficient, positions);
    }

    /// Only its part along r matters, which the golden values give: `ACE(0) = ablated + proj_r(μ)`.
    private static List<Float> negativeMean() {
        float[] ablated = {0.160373f, 0.636632f, 0.228655f, 0.149841f};
        return List.of(ACE_ZERO[0] - ablated[0], ACE_ZERO[1] - ablated[1], ACE_ZERO[2] - ablated[2],
                ACE_ZERO[3] - ablated[3]);
    }

    private static PlanHooks hooks(NDManager scope, SiteCatalog sites, int width) {
        return new PlanHooks(scope, DataType.FLOAT32, new ModelShape(sites, width, 2, 1, Optional.empty()),
                (folder, _) -> {
                    throw new AssertionError(folder);
                });
    }

    /// One position for each row of `x`.
    private static float[] steered(Edit edit, Positions.Window window, float... x) {
        try (NDManager scope = Backend.newManager(Device.cpu())) {
            HookTable hooks = new HookTable();
            hooks(scope, SITES, 4).add(new SteeringPlan(List.of(edit)), window, hooks);
            NDArray value = scope.create(x, new Shape(1, x.length / 4, 4));
            return NativeMemory.floats(hooks.at(SiteKind.RESID_POST, 1, value));
        }
    }

    private static float[] steered(Operation operation, double coefficient) {
        return steered(edit(operation, coefficient, Positions.ALL), Positions.Window.whole(1), X);
    }

    @Test
    void addingMovesAlongTheVector() {
        assertThat(steered(Operation.ADD, 2)).containsExactly(
                new float[]{X[0] + 2 * 1.867674f, X[1] - 2 * 0.402665f, X[2] - 2 * 0.200274f, X[3] + 2 * 0.017476f},
                within(1e-6f));
    }

    @Test
    void addingNormalisedKeepsTheLength() {
        float[] moved = steered(Operation.ADD_NORMALISED, 2);
        float[] plain = steered(Operation.ADD, 2);
        assertThat(SteeringVector.norm(moved)).isCloseTo(SteeringVector.norm(X), within(1e-6));
        double factor = SteeringVector.norm(X) / SteeringVector.norm(plain);
        for (int i = 0; i < 4; i++) {
            assertThat((double) moved[i]).isCloseTo(factor * plain[i], within(1e-6));
        }
    }

    @Test
    void ablatingRemovesTheDirection() {
        assertThat(steered(Operation.ABLATE, 1))
                .containsExactly(new float[]{0.160373f, 0.636632f, 0.228655f, 0.149841f}, within(2e-6f));
        float[] half = steered(Operation.ABLATE, 0.5);
        assertThat(half[0]).isCloseTo((0.160373f + X[0]) / 2, within(2e-6f));
    }

    @Test
    void affineEditingLeadsFromOneClassToTheOther() {
        assertThat(steered(Operation.AFFINE, 0)).containsExactly(ACE_ZERO, within(3e-6f));
        assertThat(steered(Operation.AFFINE, 1)).containsExactly(ACE_ONE, within(3e-6f));
    }

    /// Five positions of which three are the prompt, in one pass and in two.
    @ParameterizedTest
    @CsvSource({"ALL, 0 1 2 3 4", "PROMPT, 0 1 2", "GENERATED, 3 4", "LAST, 4", "LIST, 1 3"})
    void onlyTheChosenPositionsAreChanged(Positions.Kind kind, String changed) {
        Positions positions = kind == Positions.Kind.LIST
                ? Positions.of(List.of(1, 3))
                : new Positions(kind, List.of());
        Edit edit = edit(Operation.ADD, 1, positions);
        assertThat(changedRows(edit, new Positions.Window(0, 5, 3))).isEqualTo(changed);
        String tail = changed.replaceAll("[0-2] ?", "").strip();
        assertThat(changedRows(edit, new Positions.Window(3, 5, 3))).isEqualTo(tail);
    }

    private static String changedRows(Edit edit, Positions.Window window) {
        float[] x = new float[4 * (window.end() - window.start())];
        float[] after = steered(edit, window, x);
        StringBuilder rows = new StringBuilder();
        for (int row = 0; row < after.length / 4; row++) {
            if (after[4 * row] != 0) {
                rows.append(rows.isEmpty() ? "" : " ").append(window.start() + row);
            }
        }
        return rows.toString();
    }

    @Test
    void aNeutralEditAddsNoHook() {
        try (NDManager scope = Backend.newManager(Device.cpu())) {
            HookTable hooks = new HookTable();
            var plan = new SteeringPlan(List.of(edit(Operation.ADD, 0, Positions.ALL),
                    edit(Operation.ADD, 1, Positions.of(List.of(7)))));
            hooks(scope, SITES, 4).add(plan, Positions.Window.whole(2), hooks);
            assertThat(hooks.wants(SiteKind.RESID_POST, 1)).isFalse();
        }
    }

    /// Two heads of width 2 at three positions.
    @Test
    void oneHeadIsScaledAtTheChosenPositions() {
        Site heads = new Site(SiteKind.Z, 1);
        var edit = new HeadEdit(heads.name(), 1, 0.5, Positions.of(List.of(0, 2)));
        float[] after = at(heads, edit, new Shape(1, 3, 2, 2), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(after).containsExactly(1, 2, 1.5f, 2, 5, 6, 7, 8, 9, 10, 5.5f, 6);
        assertThat(new HeadEdit(heads.name(), 1, 1, Positions.ALL).isNeutral()).isTrue();
    }

    @Test
    void nothingIsLeftWhereSomethingIsSetToZero() {
        var edit = new ZeroEdit(SITE.name(), Positions.of(List.of(1)));
        assertThat(at(SITE, edit, new Shape(1, 2, 4), 1, 2, 3, 4, Float.NaN, 6, 7, 8)).containsExactly(1, 2, 3, 4, 0, 0,
                0, 0);
    }

    private static float[] at(Site site, Edit edit, Shape shape, float... x) {
        try (NDManager scope = Backend.newManager(Device.cpu())) {
            HookTable hooks = new HookTable();
            hooks(scope, new SiteCatalog(List.of(site)), 4).add(new SteeringPlan(List.of(edit)),
                    Positions.Window.whole((int) shape.get(1)), hooks);
            return NativeMemory.floats(hooks.at(site.kind(), site.layer(), scope.create(x, shape)));
        }
    }

    @Test
    void headsExpertsAndPlacesThatTheModelLacksAreRefused() {
        Site heads = new Site(SiteKind.Z, 0);
        Site keys = new Site(SiteKind.K, 0);
        ModelShape shape = new ModelShape(new SiteCatalog(List.of(heads, keys, SITE)), 4, 2, 1, Optional.empty());
        assertThat(shape.require(new HeadEdit(heads.name(), 1, 0, Positions.ALL))).isEqualTo(heads);
        assertThatThrownBy(() -> shape.require(new HeadEdit(heads.name(), 2, 0, Positions.ALL)))
                .isInstanceOf(SteeringException.class).hasMessageContaining("no head 2 among 2");
        assertThatThrownBy(() -> shape.require(new HeadEdit(keys.name(), 1, 0, Positions.ALL)))
                .isInstanceOf(SteeringException.class).hasMessageContaining("no head 1 among 1");
        assertThatThrownBy(() -> shape.require(new HeadEdit(SITE.name(), 0, 0, Positions.ALL)))
                .isInstanceOf(SteeringException.class).hasMessageContaining("no heads");
        assertThatThrownBy(() -> shape.require(ExpertGain.off(1, 0))).isInstanceOf(SteeringException.class)
                .hasMessageContaining("no mixture");
        Site router = new Site(SiteKind.ROUTER_LOGITS, 1);
        ModelShape mixture = new ModelShape(new SiteCatalog(List.of(router)), 4, 2, 1,
                Optional.of(new ExpertChoice(8, 2, RouterSpec.plain(RouterSpec.Scores.SOFTMAX, true))));
        mixture.require(ExpertGain.off(1, 7));
        assertThatThrownBy(() -> mixture.require(ExpertGain.off(1, 8))).isInstanceOf(SteeringException.class)
                .hasMessageContaining("8 experts");
        assertThatThrownBy(() -> mixture.require(new ZeroEdit(router.name(), Positions.ALL)))
                .isInstanceOf(SteeringException.class).hasMessageContaining("no activation");
    }

    @Test
    void whatDoesNotFitTheModelIsRefused() {
        try (NDManager scope = Backend.newManager(Device.cpu())) {
            PlanHooks wide = hooks(scope, SITES, 8);
            var plan = new SteeringPlan(List.of(edit(Operation.ADD, 1, Positions.ALL)));
            assertThatThrownBy(() -> wide.add(plan, Positions.Window.whole(1), new HookTable()))
                    .isInstanceOf(SteeringException.class).hasMessageContaining("4 numbers")
                    .hasMessageContaining("d_model is 8");
            var elsewhere = new SteeringPlan(List.of(Edit.add("blocks.9.hook_resid_post", X, 1)));
            assertThatThrownBy(() -> hooks(scope, SITES, 4).add(elsewhere,
                    Positions.Window.whole(1), new HookTable())).isInstanceOf(SiteException.class)
                    .hasMessageContaining("blocks.9.hook_resid_post");
            Site pattern = new Site(SiteKind.PATTERN, 0);
            var inAttention = new SteeringPlan(List.of(Edit.add(pattern.name(), X, 1)));
            assertThatThrownBy(() -> hooks(scope, new SiteCatalog(List.of(pattern)), 4).add(
                    inAttention, Positions.Window.whole(1), new HookTable()))
                    .isInstanceOf(SteeringException.class).hasMessageContaining("residual stream");
        }
    }

    @Test
    void anEditThatMeansNothingIsRefused() {
        assertThatThrownBy(() -> Edit.ablate(SITE.name(), new float[4])).isInstanceOf(SteeringException.class)
                .hasMessageContaining("no direction");
        assertThatThrownBy(() -> Edit.add(SITE.name(), new float[]{Float.NaN}, 1)).isInstanceOf(SteeringException.class)
                .hasMessageContaining("no number");
        assertThatThrownBy(() -> new VectorEdit(SITE.name(), Operation.AFFINE, R, Optional.empty(), 1, Positions.ALL))
                .isInstanceOf(SteeringException.class).hasMessageContaining("negative class");
    }
}
