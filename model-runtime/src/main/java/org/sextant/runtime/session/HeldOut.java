package org.sextant.runtime.session;

import java.util.List;

/// The prompts that a direction is not made from, but measured on.
public sealed interface HeldOut {
    /// None: it is measured on the prompts that it is made from.
    HeldOut NONE = new Share(0);

    /// A share of each class, spread evenly over the list: of 0.2 every fifth prompt. Pairs stay together.
    ///
    /// @param share from 0 to below 1
    record Share(double share) implements HeldOut {
        /// @throws RequestException if the share is none
        public Share {
            if (!(share >= 0 && share < 1)) {
                throw new RequestException("the held-out share is " + share, "in the request",
                        "give a share from 0 to below 1, such as 0.2");
            }
        }
    }

    /// Prompts of their own.
    record Given(List<Prompt> positive, List<Prompt> negative) implements HeldOut {
        /// @throws RequestException if a class is empty
        public Given {
            positive = List.copyOf(positive);
            negative = List.copyOf(negative);
            if (positive.isEmpty() || negative.isEmpty()) {
                throw new RequestException("there are held-out prompts of one class alone", "in the request",
                        "give some of both, or a share");
            }
        }
    }
}
