/**
 * The site for Fiji's updater: builds it ({@link org.unstained.site.BuildSite}), checks it ({@link
 * org.unstained.site.CheckSite}) and installs from it as the updater does ({@link
 * org.unstained.site.InstallSite}). Nothing of this is shipped.
 *
 * <p>A site is a folder on a web server: {@code db.xml.gz}, the index, and each file as {@code
 * <path>-<timestamp>}. The path is the one in Fiji; without the version in it, it is the file's
 * name, which stays the same from release to release. Timestamps are {@code yyyyMMddHHmmss}.
 */
package org.unstained.site;
