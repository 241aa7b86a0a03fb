/** A backend in plain loops: the smallest that trains, to copy and to put an engine into. */
package org.example.backbench;
