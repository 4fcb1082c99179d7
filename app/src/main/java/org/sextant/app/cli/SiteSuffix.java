package org.sextant.app.cli;

import java.util.Arrays;

import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.hook.SiteKind.Axes;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a place in a block whose values are residual streams, or parts of one: `resid_post`, `hook_resid_post`.
final class SiteSuffix implements ITypeConverter<SiteKind> {
    @Override
    public SiteKind convert(String text) {
        return Arrays.stream(SiteKind.values()).filter(kind -> kind.perBlock() && kind.axes() == Axes.RESIDUAL)
                .filter(kind -> kind.suffix().equals(text) || kind.suffix().equals("hook_" + text)).findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text
                        + "' is none of resid_pre, resid_mid, resid_post, attn_out, mlp_out"));
    }
}
