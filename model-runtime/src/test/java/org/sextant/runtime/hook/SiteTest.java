package org.sextant.runtime.hook;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SiteTest {
    private final SiteCatalog catalog = new SiteCatalog(
            List.of(Site.of(SiteKind.EMBED), new Site(SiteKind.RESID_PRE, 0), new Site(SiteKind.RESID_POST, 0),
                    new Site(SiteKind.RESID_PRE, 1), new Site(SiteKind.RESID_POST, 1), Site.of(SiteKind.FINAL_SCALE)));

    @ParameterizedTest
    @EnumSource
    void everyNameReadsBackAsItsSite(SiteKind kind) {
        Site site = kind.perBlock() ? new Site(kind, 17) : Site.of(kind);
        assertThat(new SiteCatalog(List.of(site)).require(site.name())).isEqualTo(site);
    }

    @ParameterizedTest
    @CsvSource({"model.layers.5, blocks.5.hook_resid_post", "model.layers.5.mlp, blocks.5.mlp.hook_out",
        "transformer.h.0.attn, blocks.0.attn.hook_out", "gpt_neox.layers.2.attention, blocks.2.attn.hook_out",
        "blocks.3.hook_out, blocks.3.hook_resid_post", "blocks.3.hook_in, blocks.3.hook_resid_pre",
        "embed.hook_out, hook_embed", "transformer.wpe, hook_pos_embed"})
    void namesOfOtherToolsMeanTheSamePlaces(String alias, String name) {
        assertThat(everySite(SiteKind.values()).require(alias).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"mlp.gate.hook_out, mlp.hook_pre", "mlp.in.hook_out, mlp.hook_pre_linear",
        "mlp.out.hook_in, mlp.hook_post"})
    void inGatedModelsTheNewerNamesTellGateAndUngatedFactorApart(String alias, String name) {
        assertThat(everySite(SiteKind.values()).require("blocks.1." + alias).name()).isEqualTo("blocks.1." + name);
    }

    @Test
    void withoutAGateTheFirstProjectionIsThePreActivation() {
        SiteCatalog plain = everySite(SiteKind.RESID_PRE, SiteKind.MLP_PRE, SiteKind.MLP_POST);
        assertThat(plain.require("blocks.1.mlp.in.hook_out").name()).isEqualTo("blocks.1.mlp.hook_pre");
        assertThatThrownBy(() -> plain.require("blocks.1.mlp.gate.hook_out")).isInstanceOf(SiteException.class);
    }

    /// A model of six blocks that has these kinds of sites.
    private static SiteCatalog everySite(SiteKind... kinds) {
        return new SiteCatalog(Stream.of(kinds).flatMap(kind -> kind.perBlock()
                ? IntStream.range(0, 6).mapToObj(layer -> new Site(kind, layer))
                : Stream.of(Site.of(kind))).toList());
    }

    @ParameterizedTest
    @CsvSource({"blocks.x.hook_resid_post", "blocks.1.hook_embed", "hook_resid_post", "''", "blocks.1."})
    void whatIsNoNameIsRefused(String name) {
        assertThatThrownBy(() -> catalog.require(name)).isInstanceOf(SiteException.class)
                .hasMessageContaining("no site '" + name + "'");
    }

    @Test
    void patternsGiveSitesInTheOrderOfTheForwardPass() {
        assertThat(catalog.match("blocks.*.hook_resid_*")).extracting(Site::name).containsExactly(
                "blocks.0.hook_resid_pre", "blocks.0.hook_resid_post", "blocks.1.hook_resid_pre",
                "blocks.1.hook_resid_post");
        assertThat(catalog.match("blocks.?.hook_resid_post")).hasSize(2);
        assertThat(catalog.match("blocks.*.attn.*")).isEmpty();
        assertThat(catalog.match("blocks(0)*")).isEmpty();
    }

    @Test
    void anExactNameThatTheModelLacksIsRefusedWithTheNearest() {
        assertThatThrownBy(() -> catalog.match("blocks.2.hook_resid_post")).isInstanceOf(SiteException.class)
                .hasMessageContaining("blocks.2.hook_resid_post")
                .hasMessageContaining("the nearest are blocks.0.hook_resid_post, blocks.1.hook_resid_post");
    }

    @Test
    void aHookThatIsNeverReachedIsAnError() {
        HookTable table = new HookTable().observe(new Site(SiteKind.Z, 3), value -> {});
        assertThatThrownBy(table::requireAllFired).isInstanceOf(SiteException.class)
                .hasMessageContaining("blocks.3.attn.hook_z");
    }
}
