/** Models and Compute Device, with their windows. */
package org.unstained.command.models;
