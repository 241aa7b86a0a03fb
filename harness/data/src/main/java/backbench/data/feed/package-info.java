/**
 * Varies samples and hands them out in batches.
 *
 * <p>{@link backbench.data.feed.Batches} makes a {@link backbench.data.feed.Feed} for each epoch,
 * an {@link backbench.data.feed.Augmenter} varies the samples, and a {@link
 * backbench.data.feed.BatchDigest} records what was handed out.
 */
@NullMarked
package backbench.data.feed;

import org.jspecify.annotations.NullMarked;
