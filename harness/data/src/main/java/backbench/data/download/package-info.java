/**
 * Brings a dataset's files from their mirrors, and checks what lies in its folder.
 *
 * <p>A {@link backbench.data.download.RemoteFile} says what to expect and where it is published, a
 * {@link backbench.data.download.Downloader} fetches it. Nothing takes its final name before its
 * SHA-256 fits.
 */
@NullMarked
package backbench.data.download;

import org.jspecify.annotations.NullMarked;
