package org.sextant.assets.world;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StoryTest {
    private static final String[] WORDS = {"= person", "Anna/she", "Tom/he", "= good", "rope", "anchor", "= knives",
        "knife/knives", "= box", "box", "= ferry", "ferry", "= opening", "it rained.", "it snowed.", "= trade",
        "smith/he", "fisherman/fishermen/he", "= phrase",
        "on the {box}"};

    private static Story story() {
        return new Story(Lexicon.of(WORDS), new HeldOut(3), new SplittableRandom(5));
    }

    private static String told(String pattern) {
        return story().write(Pattern.parse(pattern)).text();
    }

    @Test
    void aNamedSlotHoldsThroughAScene() {
        String text = told("{good:g} {good:g} {good:h}");

        assertThat(text).isIn("Rope rope anchor", "Anchor anchor rope");
    }

    @Test
    void aSceneForgetsItsThingsButNotItsPeople() {
        Story story = story().write(Pattern.parse("{person:a} {good:g}.")).endScene()
                .write(Pattern.parse("{person:a} {good:g}."));

        assertThat(story.text()).matches("(Anna|Tom) (rope|anchor)\\. \\1 (?!\\2)(rope|anchor)\\.");
    }

    @Test
    void pronounsAgreeWithTheirPerson() {
        assertThat(told("{person:a}: {he:a} {him:a} {his:a} {himself:a}"))
                .isIn("Anna: she her her herself", "Tom: he him his himself");
    }

    @Test
    void aThingIsNotTakenForAPersonOfTheSameKey() {
        assertThat(told("{person:g} {good:g}")).matches("(Anna|Tom) (rope|anchor)");
    }

    @Test
    void articlesAndPluralsFollowTheWord() {
        assertThat(told("{a good:g}, {s good:g}")).isIn("A rope, ropes", "An anchor, anchors");
        assertThat(told("{s trade:t} {he:t}")).isIn("Smiths he", "Fishermen he");
        assertThat(told("{s knives} {s box} {s ferry}")).isEqualTo("Knives boxes ferries");
    }

    @Test
    void aContrastFollowsTheSideOfTheText() {
        Pattern pattern = Pattern.parse("the {n good:g} {was~were} {full~{s box}}");

        assertThat(story().bind("g", Word.parse("oar")).on(Side.FIRST).write(pattern).text())
                .isEqualTo("The oar was full");
        assertThat(story().bind("g", Word.parse("oar")).on(Side.SECOND).write(pattern).text())
                .isEqualTo("The oars were boxes");
    }

    @Test
    void aChoiceTakesOneOfItsOptions() {
        assertThat(told("[a|b {box}|]c")).isIn("Ac", "B boxc", "C");
    }

    @Test
    void aListMayHoldPatterns() {
        assertThat(told("it lay {phrase}.")).isEqualTo("It lay on the box.");
    }

    @Test
    void sentencesBeginWithACapitalAndQuestionsInQuotesDoNotEndOne() {
        assertThat(told("one. two? three. \"four?\" asked {person:a}. \"Five.\" six. <|user|> seven"))
                .startsWith("One. Two? Three. \"Four?\" asked").endsWith(". \"Five.\" Six. <|user|> Seven");
    }

    @Test
    void nothingIsToldTwiceWhileThereIsSomethingElse() {
        assertThat(story().tell("opening").tell("opening").text()).contains("rained", "snowed");
    }

    @Test
    void aPromptEndsAtItsMarkAndKnowsTheNextWord() {
        assertThat(story().write(Pattern.parse("so {box} fell ^far, far away.")).prompt())
                .isEqualTo(new Prompt("So box fell", " far"));
        assertThat(story().write(Pattern.parse("in 17^43.")).prompt()).isEqualTo(new Prompt("In 17", "43"));
    }

    @Test
    void whatIsNotWellFormedIsRefused() {
        assertThatThrownBy(() -> Pattern.parse("a {good")).hasMessageContaining("not closed");
        assertThatThrownBy(() -> told("{goods}")).hasMessageContaining("no list is called goods");
        assertThatThrownBy(() -> Lexicon.of("rope")).hasMessageContaining("before its first list");
        assertThatThrownBy(() -> Lexicon.of("= a", "x", "= a")).hasMessageContaining("second list");
    }
}
