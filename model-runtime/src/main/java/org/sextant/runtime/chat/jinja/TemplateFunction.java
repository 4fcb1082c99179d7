package org.sextant.runtime.chat.jinja;

/// Something that a template can call: a function given to it, a method of a value, one of its own macros.
@FunctionalInterface
public interface TemplateFunction {
    /// @throws TemplateFailure if it does not take these arguments
    Object call(Arguments arguments);
}
