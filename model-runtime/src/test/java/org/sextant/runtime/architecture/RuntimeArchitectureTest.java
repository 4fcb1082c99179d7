package org.sextant.runtime.architecture;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.runtime.session.PlantedNativeResults;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

/// The arrows between the rooms of the runtime. Each rule is seen to hold for the code, and to fail where a violation is
/// planted in the test sources.
class RuntimeArchitectureTest {
    private static final String ROOT = "org.sextant.runtime";
    private static final String[] EVERYWHERE = {"java..", "org.jspecify..", "org.slf4j..", ROOT};
    private static final String DJL = "ai.djl..";

    /// Which other rooms a room may use.
    private static final Map<String, List<String>> ARROWS = Map.ofEntries(
            entry("chat", List.of("..runtime.chat.jinja")),
            entry("checkpoint", List.of("com.fasterxml.jackson..", "ai.djl.huggingface..")),
            entry("tensor", List.of(DJL)),
            entry("hook", List.of(DJL, "..runtime.tensor")),
            entry("model", List.of(DJL, "..runtime.tensor", "..runtime.hook")),
            entry("model.family", List.of(DJL, "..runtime.tensor", "..runtime.model", "..runtime.checkpoint")),
            entry("lens", List.of(DJL, "..runtime.tensor", "..runtime.hook", "..runtime.model")),
            entry("routing", List.of(DJL, "..runtime.tensor", "..runtime.hook", "..runtime.model")),
            entry("attribution",
                    List.of(DJL, "org.hipparchus..", "..runtime.tensor", "..runtime.hook", "..runtime.model",
                            "..runtime.sae")),
            entry("steering",
                    List.of(DJL, "com.fasterxml.jackson..", "org.hipparchus..", "..runtime.tensor", "..runtime.hook",
                            "..runtime.checkpoint", "..runtime.model", "..runtime.train", "..runtime.sae",
                            "..runtime.routing")),
            entry("compare", List.of(DJL, "org.hipparchus..", "..runtime.tensor", "..runtime.lens")),
            entry("verify", List.of(DJL, "..runtime.tensor", "..runtime.hook", "..runtime.model")),
            entry("generate", List.of(DJL, "..runtime.tensor", "..runtime.hook", "..runtime.model")),
            entry("train", List.of(DJL, "com.fasterxml.jackson..", "org.apache.commons.csv..", "..runtime.tensor",
                    "..runtime.hook", "..runtime.model..", "..runtime.checkpoint")),
            entry("sae", List.of(DJL, "com.fasterxml.jackson..", "org.apache.commons.csv..", "..runtime.tensor",
                    "..runtime.hook", "..runtime.model", "..runtime.checkpoint", "..runtime.train")),
            entry("harvest", List.of("java.sql", "org.duckdb", "it.unimi.dsi.fastutil..", "..runtime.sae")),
            entry("bench", List.of(DJL, "com.fasterxml.jackson..", "..runtime.tensor", "..runtime.hook",
                    "..runtime.model..", "..runtime.checkpoint", "..runtime.lens", "..runtime.steering",
                    "..runtime.sae", "..runtime.attribution", "..runtime.routing", "..runtime.compare",
                    "..runtime.session")));

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(ROOT);

    static Stream<String> rooms() {
        return ARROWS.keySet().stream().sorted();
    }

    private static ArchRule arrowsOf(String room) {
        String here = ROOT + "." + room;
        String[] allowed = Stream.of(Stream.of(here), Arrays.stream(EVERYWHERE), ARROWS.get(room).stream())
                .flatMap(names -> names).toArray(String[]::new);
        return classes().that().resideInAPackage(here).should().onlyDependOnClassesThat()
                .resideInAnyPackage(allowed);
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void aRoomUsesOnlyTheRoomsItMay(String room) {
        arrowsOf(room).check(CODE);
    }

    /// A chat template is a file from a stranger, so what reads it reaches neither files nor methods by their names.
    @Test
    void theLanguageOfTemplatesReachesNothingButItsOwnValues() {
        classes().that().resideInAPackage("..runtime.chat.jinja").should().onlyDependOnClassesThat()
                .resideInAnyPackage("..runtime.chat.jinja", "com.hubspot.jinjava..", "org.jspecify..", "java.lang",
                        "java.lang.invoke", "java.lang.runtime", "java.math", "java.time..", "java.util..")
                .check(CODE);
        noClasses().that().resideOutsideOfPackage("..runtime.chat.jinja").should().dependOnClassesThat()
                .resideInAPackage("com.hubspot..").check(CODE);
    }

    @Test
    void theTransformerKnowsNoFamily() {
        ArchRule rule = arrowsOf("model");
        assertThat(rule.evaluate(planted(org.sextant.runtime.model.PlantedFamilyFriend.class)).hasViolation())
                .isTrue();
    }

    private static ArchRule oneDoorToTheEngine() {
        return noClasses().that().resideOutsideOfPackage("..runtime.tensor").should().dependOnClassesThat()
                .resideInAnyPackage("ai.djl.pytorch..", "ai.djl.ndarray.internal..", "ai.djl.engine..");
    }

    @Test
    void onlyTensorOpensTheDoorToTheEngine() {
        oneDoorToTheEngine().check(CODE);
        assertThat(oneDoorToTheEngine().evaluate(planted(org.sextant.runtime.hook.PlantedEngineUser.class))
                .hasViolation()).isTrue();
    }

    private static ArchRule nothingNativeCrosses() {
        return codeUnits().that().areDeclaredInClassesThat().resideInAPackage("..runtime.session").and()
                .areDeclaredInClassesThat().arePublic().and().arePublic().should(speakPlainJava());
    }

    /// Strings, primitives, collections and records of the session; no array of the engine, no node of a window, no open
    /// file.
    private static ArchCondition<JavaCodeUnit> speakPlainJava() {
        return new ArchCondition<>("take and give plain values only") {
            @Override
            public void check(JavaCodeUnit unit, ConditionEvents events) {
                Stream.concat(Stream.of(unit.getReturnType()), unit.getParameterTypes().stream())
                        .flatMap(type -> type.getAllInvolvedRawTypes().stream()).filter(type -> !isPlain(type))
                        .forEach(type -> events.add(SimpleConditionEvent.violated(unit,
                                unit.getFullName() + " speaks of " + type.getName())));
            }
        };
    }

    private static boolean isPlain(JavaClass type) {
        String name = type.getBaseComponentType().getName();
        boolean file = name.startsWith("java.io.") || name.startsWith("java.nio.channels")
                || name.equals("java.nio.file.FileSystem");
        boolean plainJava = name.startsWith("java.") && !file && !name.startsWith("java.lang.foreign.");
        return type.getBaseComponentType().isPrimitive() || plainJava
                || name.startsWith(ROOT + ".session.") || name.equals(ROOT + ".SextantException") || isPlainValue(type);
    }

    /// A record or an enum of another room that is made of plain values all the way down, or a choice between such, like
    /// the edits of a plan.
    private static boolean isPlainValue(JavaClass type) {
        if (type.isInterface() && type.getPackageName().startsWith(ROOT) && !type.getAllSubclasses().isEmpty()) {
            return type.getAllSubclasses().stream().allMatch(RuntimeArchitectureTest::isPlainValue);
        }
        boolean value = type.getPackageName().startsWith(ROOT) && (type.isRecord() || type.isEnum());
        return value && type.getFields().stream().flatMap(field -> field.getType().getAllInvolvedRawTypes().stream())
                .allMatch(part -> part.equals(type) || part.getBaseComponentType().equals(type) || isPlain(part));
    }

    @Test
    void nothingNativeCrossesTheSession() {
        nothingNativeCrosses().check(CODE);
    }

    @ParameterizedTest
    @ValueSource(classes = {PlantedNativeResults.OfAnArray.class, PlantedNativeResults.OfAWrappedArray.class,
        PlantedNativeResults.MadeOfASegment.class})
    void somethingNativeThatCrossesTheSessionIsSeen(Class<?> violation) {
        assertThat(nothingNativeCrosses().evaluate(planted(violation)).hasViolation()).isTrue();
    }

    @Test
    void theRuntimeKnowsNeitherWindowNorAssets() {
        noClasses().should().dependOnClassesThat()
                .resideInAnyPackage("javafx..", "java.awt..", "javax.swing..", "org.sextant.app..",
                        "org.sextant.assets..")
                .check(CODE);
    }

    private static JavaClasses planted(Class<?> violation) {
        return new ClassFileImporter().importClasses(violation);
    }
}
