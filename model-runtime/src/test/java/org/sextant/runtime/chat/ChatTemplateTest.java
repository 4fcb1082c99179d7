package org.sextant.runtime.chat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/// What a template may not do, and what is said about one that cannot be rendered.
class ChatTemplateTest {
    private static final Path FILE = Path.of("/models/tiny/chat_template.jinja");
    private static final List<Message> HELLO = List.of(new Message("user", "hello"));

    private static String render(String template) {
        return new ChatTemplate(template, FILE, Map.of("bos_token", "<s>"), InstantSource.system()).render(HELLO, true);
    }

    @Test
    void aFailureNamesFileAndLineAndWhatToDo() {
        assertThatThrownBy(() -> render("{{ bos_token }}\n{% if true %}\n\n{{ frobnicate(1) }}\n{% endif %}"))
                .isInstanceOf(ChatTemplateException.class)
                .hasMessageContainingAll("cannot be rendered", "not known here", FILE.toString(), "line 4",
                        "give the prompt as text");
    }

    @Test
    void aRefusalSpeaksTheTemplatesOwnWords() {
        assertThatThrownBy(() -> render("{% if true %}\n{{ raise_exception('System role not supported') }}{% endif %}"))
                .isInstanceOf(ChatTemplateException.class)
                .hasMessageContainingAll("refuses this conversation: System role not supported", "line 2",
                        "change the turns");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', quoteCharacter = '`', value = {
        "{% for m in messages %}x # “for” has no “endfor” # 1",
        "x\\n{% endif %} # nothing to end # 2",
        "{% if true %}{% endfor %} # “if” must end first # 1",
        "{% else %} # without its beginning # 1",
        "\\n\\n{% frobnicate 3 %} # the statement “frobnicate” is not known here # 3",
        "{% include 'secret' %} # the statement “include” is not known here # 1",
        "{{ 1 + }} # a value belongs # 1",
        "{{ (1, 2 }} # no }} to what begins here # 1",
        "{{ 'never ends }} # no }} to what begins here # 1",
        "{{ messages | frobnicate }} # the filter “frobnicate” is not known here # 1",
        "{{ 1 is frobnicated }} # “is frobnicated” is not known here # 1",
        "{{ missing.part }} # asked of something that is undefined # 1",
        "{{ 'a' + 1 }} # “+” does not go with values of type str and int # 1",
        "{{ 1 / 0 }} # divided by zero # 1",
        "{{ 9223372036854775807 + 1 }} # outside the numbers # 1",
        "{% for a, b in [[1, 2, 3]] %}{% endfor %} # 2 names for 3 values # 1",
        "{% set x.y = 1 %} # is no namespace # 1",
        "{% break %} # outside of any loop # 1",
        "{{ missing | tojson }} # has no JSON # 1",
        "{{ strftime_now('%Q') }} # no part of a date # 1",
        "{% for x in range(3) recursive %}{% endfor %} # recursive loops are not known here # 1",
    })
    void whatIsWrongIsSaidWithItsLine(String template, String what, int line) {
        assertThatThrownBy(() -> render(template.replace("\\n", "\n"))).isInstanceOf(ChatTemplateException.class)
                .hasMessageContaining(what).hasMessageContaining("line " + line + " ");
    }

    /// Ways from a template into the host that work in template engines which hand out their language's own objects.
    @ParameterizedTest
    @ValueSource(strings = {
        "{{ ''.getClass() }}", "{{ messages.getClass().forName('java.lang.Runtime') }}",
        "{{ bos_token.__class__.__mro__ }}", "{{ messages[0].__class__ }}", "{{ ''['getClass']() }}",
        "{{ ____int3rpr3t3r____.getConfig() }}", "{{ ____int3rpr3t3r____ }}", "{{ messages.stream() }}",
        "{{ messages.append(1) }}", "{{ messages[0].update({}) }}", "{{ messages[0].clear() }}",
        "{{ raise_exception.__globals__ }}", "{{ namespace().__init__ }}", "{{ loop.getClass() }}",
        "{{ 'a'.format(1) }}", "{{ request }}{{ self }}{{ cycler.x }}"})
    void nothingOfTheHostIsReached(String template) {
        try {
            assertThat(render(template)).as(template).isEmpty();
        } catch (ChatTemplateException refused) {
            assertThat(refused).hasMessageContaining("cannot be rendered");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{% for a in range(1000000) %}{% for b in range(1000000) %}{% endfor %}{% endfor %}",
        "{% set ns = namespace(x='x') %}{% for a in range(100) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
        "{% set ns = namespace(x=[1]) %}{% for a in range(100) %}{% set ns.x = ns.x + ns.x %}{% endfor %}",
        "{% for a in range(100000) %}xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx{% endfor %}",
        "{{ range(100000000) }}", "{{ 'x' * 100000000 }}", "{{ 'x' | indent(100000000) }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
        "{% set x = 'a b ' * 200000 %}{% for i in range(100000) %}{% set y = x.split() %}{% endfor %}",
        "{{ ('a' * 1000).replace('', 'x' * 10000) }}",
        "{% set ns = namespace(x=[]) %}{% for i in range(200) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x }}",
        "{% set a = namespace(x=[]) %}{% set b = namespace(x=[]) %}{% for i in range(60) %}"
                + "{% set a.x = [a.x, a.x] %}{% set b.x = [b.x, b.x] %}{% endfor %}{{ a.x == b.x }}",
        "{% set a = namespace(x=[]) %}{% for i in range(60) %}{% set a.x = [a.x, a.x] %}{% endfor %}{{ {a.x: 1} }}"})
    void whatWouldNotEndOrFitIsStopped(String template) {
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> assertThatThrownBy(() -> render(template))
                .isInstanceOf(ChatTemplateException.class).hasMessageContaining("cannot be rendered"));
    }

    @Test
    void deepNestingIsRefusedAndNoStackOverflows() {
        for (String template : List.of("{{ " + "(".repeat(100_000) + ")".repeat(100_000) + " }}",
                "{{ " + "-".repeat(100_000) + "1 }}", "{{ " + "[".repeat(5_000) + "]".repeat(5_000) + " }}",
                "{% if true %}".repeat(20_000) + "{% endif %}".repeat(20_000),
                "{{ 1" + ".x".repeat(50_000) + " }}", "{{ 1" + " + 1".repeat(50_000) + " }}")) {
            try {
                assertThat(render(template)).hasSizeLessThan(10);
            } catch (ChatTemplateException refused) {
                assertThat(refused).hasMessageContaining("cannot be rendered");
            }
        }
    }

    @Test
    void whatAConversationSaysIsNeverReadAsATemplate() {
        var template = new ChatTemplate(
                "{% set c = messages[0].content %}{{ c }}|{{ c | trim }}|{% for m in messages %}"
                        + "{{ m.content }}{% endfor %}",
                FILE, Map.of(), InstantSource.system());
        assertThat(template.render(List.of(new Message("user", "{{ 7 * 7 }}{% x %}")), false))
                .isEqualTo("{{ 7 * 7 }}{% x %}|{{ 7 * 7 }}{% x %}|{{ 7 * 7 }}{% x %}");
    }

    @Test
    void oneTemplateRendersOnManyThreads() {
        var template = new ChatTemplate("{% for i in range(50) %}{{ messages[0].content }}{% endfor %}", FILE, Map.of(),
                InstantSource.system());
        List<String> texts = IntStream.range(0, 64).parallel()
                .mapToObj(i -> template.render(List.of(new Message("user", i + " ")), true)).toList();
        for (int i = 0; i < texts.size(); i++) {
            assertThat(texts.get(i)).isEqualTo((i + " ").repeat(50));
        }
    }
}
