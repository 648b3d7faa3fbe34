#!/usr/bin/env node
// Beside the build, so that the command is there as soon as the package is: npm links no file that is made later.
import '../dist/cli/main.js'
