package org.sextant.runtime.session;

/// Something to do on a [JobThread].
///
/// @param <R> what the answer is
@FunctionalInterface
interface Work<R> {
    R run(JobContext context);
}
