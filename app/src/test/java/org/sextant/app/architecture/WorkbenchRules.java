package org.sextant.app.architecture;

import com.tngtech.archunit.lang.ArchRule;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.WholeFile;
import org.sextant.runtime.attribution.Agreement;
import org.sextant.runtime.attribution.Alignment;
import org.sextant.runtime.attribution.AnswerMetric;
import org.sextant.runtime.attribution.AttributionMethod;
import org.sextant.runtime.attribution.NodeKind;
import org.sextant.runtime.attribution.PatchCell;
import org.sextant.runtime.attribution.PatchDirection;
import org.sextant.runtime.attribution.ScoredNode;
import org.sextant.runtime.attribution.TokenWeight;
import org.sextant.runtime.checkpoint.SafetensorsWriter;
import org.sextant.runtime.compare.Similarity;
import org.sextant.runtime.harvest.HarvestFile;
import org.sextant.runtime.harvest.HarvestSummary;
import org.sextant.runtime.harvest.HarvestedFeature;
import org.sextant.runtime.harvest.ParquetFile;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.model.RelevanceRules;
import org.sextant.runtime.model.RouterSpec;
import org.sextant.runtime.routing.ExpertArms;
import org.sextant.runtime.routing.ExpertGain;
import org.sextant.runtime.routing.Resonance;
import org.sextant.runtime.sae.FeatureLabels;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.steering.DerivationMethod;
import org.sextant.runtime.steering.Edit;
import org.sextant.runtime.steering.FeatureEdit;
import org.sextant.runtime.steering.HeadEdit;
import org.sextant.runtime.steering.ImportedVector;
import org.sextant.runtime.steering.OpenQuestion;
import org.sextant.runtime.steering.Operation;
import org.sextant.runtime.steering.PlanFile;
import org.sextant.runtime.steering.Positions;
import org.sextant.runtime.steering.Separation;
import org.sextant.runtime.steering.SteeringException;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.steering.SteeringRow;
import org.sextant.runtime.steering.SteeringSet;
import org.sextant.runtime.steering.SteeringVector;
import org.sextant.runtime.steering.VectorArithmetic;
import org.sextant.runtime.steering.VectorEdit;
import org.sextant.runtime.steering.VectorFile;
import org.sextant.runtime.steering.ZeroEdit;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/// Who may know whom in the workbench.
final class WorkbenchRules {
    private WorkbenchRules() {}

    /// A view model is tried without a window.
    static ArchRule viewModelsKnowNoNodes() {
        return noClasses().that().haveSimpleNameEndingWith("ViewModel").or()
                .resideInAnyPackage("..app..state", "..app..task")
                .should().dependOnClassesThat().resideInAnyPackage("javafx.scene..", "javafx.stage..");
    }

    /// The runtime is reached through its session alone, so that it may move to another process; beside it stand files, and
    /// values that requests and results carry.
    static ArchRule onlyTheSessionIsKnown() {
        return noClasses().that().resideInAPackage("org.sextant.app..").should().dependOnClassesThat(
                resideInAnyPackage("ai.djl..").or(
                        resideInAPackage("org.sextant.runtime..")
                                .and(not(resideInAnyPackage("org.sextant.runtime", "org.sextant.runtime.session",
                                        "org.sextant.runtime.bench")))
                                .and(not(belongToAnyOf(SafetensorsWriter.class, SiteKind.class, ExpertGain.class,
                                        ExpertArms.class,
                                        RouterSpec.Scores.class,
                                        Resonance.class, Resonance.Order.class, Resonance.Place.class,
                                        Resonance.Stability.class,
                                        PlanFile.class, SteeringPlan.class, SteeringSet.class, SteeringRow.class,
                                        Edit.class, VectorEdit.class, HeadEdit.class, FeatureEdit.class,
                                        ZeroEdit.class, Operation.class, Positions.class, SteeringException.class,
                                        ExpertArms.class,
                                        VectorFile.class, SteeringVector.class, VectorArithmetic.class,
                                        VectorArithmetic.Term.class, ImportedVector.class,
                                        OpenQuestion.class, DerivationMethod.class, HarvestFile.class,
                                        HarvestSummary.class, HarvestedFeature.class,
                                        NodeKind.class, AnswerMetric.class, AttributionMethod.class,
                                        PatchDirection.class,
                                        Alignment.class, PatchCell.class, ScoredNode.class, Agreement.class,
                                        TokenWeight.class, RelevanceRules.Rule.class,
                                        FeatureLabels.class, Similarity.class, Resonance.class, Resonance.Order.class,
                                        Resonance.Place.class,
                                        Resonance.Stability.class, ParquetFile.class, ParquetFile.Column.class,
                                        ParquetFile.Type.class, Separation.class)))));
    }

    /// Charts draw numbers and labels; that they come from a model they see by the provenance alone.
    static ArchRule chartsKnowNoRequests() {
        return noClasses().that().resideInAPackage("..app..chart").should().dependOnClassesThat(
                resideInAnyPackage("org.sextant.runtime..", "org.sextant.app.shell..", "org.sextant.app.activations..",
                        "org.sextant.app.state..", "org.sextant.app.cli..")
                        .and(not(belongToAnyOf(Provenance.class, SextantException.class, WholeFile.class,
                                ParquetFile.class, ParquetFile.Column.class, ParquetFile.Type.class))));
    }

    /// A command runs where there is no window toolkit.
    static ArchRule commandsKnowNoNodes() {
        return noClasses().that().resideInAPackage("..app..cli").should().dependOnClassesThat()
                .resideInAnyPackage("javafx..");
    }

    /// Packages under a root know each other one way.
    static ArchRule noCycles(String root) {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }
}
