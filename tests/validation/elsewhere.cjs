// Published cases that no method of the catalogue answers, and why: run fails for a case that is neither here nor in a
// file of cases, and for one that is in both.
'use strict';
module.exports = {};
