package org.sextant.app.architecture;

import java.util.Map;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WorkbenchArchitectureTest {
    private static final String PLANTED = "org.sextant.app.architecture.planted";
    private static final JavaClasses WORKBENCH = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("org.sextant.app");
    private static final JavaClasses VIOLATIONS = new ClassFileImporter().importPackages(PLANTED);

    @Test
    void theWorkbenchKeepsTheRules() {
        WorkbenchRules.viewModelsKnowNoNodes().check(WORKBENCH);
        WorkbenchRules.onlyTheSessionIsKnown().check(WORKBENCH);
        WorkbenchRules.chartsKnowNoRequests().check(WORKBENCH);
        WorkbenchRules.commandsKnowNoNodes().check(WORKBENCH);
        WorkbenchRules.noCycles("org.sextant.app").check(WORKBENCH);
    }

    @Test
    void eachRuleSeesAPlantedViolation() {
        Map<ArchRule, String> planted = Map.of(WorkbenchRules.viewModelsKnowNoNodes(), "NodeViewModel",
                WorkbenchRules.onlyTheSessionIsKnown(), "EngineUser", WorkbenchRules.chartsKnowNoRequests(),
                "RequestingChart", WorkbenchRules.commandsKnowNoNodes(), "WindowCommand",
                WorkbenchRules.noCycles(PLANTED), "Cycle");

        planted.forEach((rule, violation) -> {
            var result = rule.evaluate(VIOLATIONS);
            assertThat(result.hasViolation()).as(rule.getDescription()).isTrue();
            assertThat(result.getFailureReport().toString()).contains(violation);
        });
    }
}
