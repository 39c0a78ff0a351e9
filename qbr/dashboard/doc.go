// Package dashboard shows a channel manager all partners at once: how each stands, who needs
// attention and why, and whether the channel's goal is planned for.
//
//	to set the reviews of partners side by side   Overview
//	to write it for people                        Dashboard.Document
//	to find what to look after first              Dashboard.Attention
//	to find stars, and who could become one       Dashboard.Quadrants
//	to see the work of the year, and what is late Dashboard.Months
//	to set plans beside the channel's goal        Dashboard.Goal, Dashboard.YearGoal
//
// A dashboard is made of reviews that [qbr.Prepare] made for the vendor, of one quarter and
// in one currency, and shows their figures as they are. What a review does not know is
// unknown here: a sum is of those of whom it is known, says of how many, and is set beside no
// goal unless it is of all. What the channel as a whole cost and returned is written by package pages.
package dashboard
