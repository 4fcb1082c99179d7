package org.sextant.app.shell;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

import org.sextant.app.task.UiMeter;

/// Measures tasks of the UI thread by the processor time they take: what else the machine is busy with does not count.
/// Waiting does not either; [UiThreadWatch] sees that.
final class UiThreadWork {
    private UiThreadWork() {}

    static UiMeter meter() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return new UiMeter(threads::getCurrentThreadCpuTime);
    }
}
