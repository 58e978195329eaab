#include "api/ops.h"

/* Members and spelling: raas-schemas.md 1. */

const struct choice ops_lang[] = {
	{ .value = "es", .label = N_("Spanish") },
	{ .value = "en", .label = N_("English") },
	{ .value = NULL }
};

const struct choice ops_gender[] = {
	{ .value = "Female", .label = N_("Female") },
	{ .value = "Male", .label = N_("Male") },
	{ .value = "Other", .label = N_("Other") },
	{ .value = "None", .label = N_("Not said") },
	{ .value = NULL }
};

const struct choice ops_card_kind[] = {
	{ .value = "DebitCard", .label = N_("Debit card") },
	{ .value = "CreditCard", .label = N_("Credit card") },
	{ .value = NULL }
};

const struct choice ops_card_network[] = {
	{ .value = "Visa", .label = N_("Visa") },
	{ .value = "MasterCard", .label = N_("Mastercard") },
	{ .value = "AmericanExpress", .label = N_("American Express") },
	{ .value = "DiscoverCard", .label = N_("Discover") },
	{ .value = "DinersClubInternational", .label = N_("Diners Club") },
	{ .value = "JCB", .label = N_("JCB") },
	{ .value = "Maestro", .label = N_("Maestro") },
	{ .value = "ChinaUnionPay", .label = N_("UnionPay") },
	{ .value = "MIR", .label = N_("Mir") },
	{ .value = "Verve", .label = N_("Verve") },
	{ .value = "TROY", .label = N_("Troy") },
	{ .value = "UATP", .label = N_("UATP") },
	{ .value = "InterPayment", .label = N_("InterPayment") },
	{ .value = "InstaPayment", .label = N_("InstaPayment") },
	{ .value = "Dankort", .label = N_("Dankort") },
	{ .value = "Cardguard", .label = N_("Cardguard") },
	{ .value = "NotApplicable", .label = N_("None of these") },
	{ .value = NULL }
};

const struct choice ops_method_types[] = {
	{ .value = "DebitCard", .label = N_("Debit card") },
	{ .value = "CreditCard", .label = N_("Credit card") },
	{ .value = "UBN", .label = N_("Bank account (CLABE)") },
	{ .value = "CLABE", .label = N_("CLABE") },
	{ .value = "BankAccount", .label = N_("Bank account") },
	{ .value = "MobileWallet", .label = N_("Mobile wallet") },
	{ .value = "CashLoadLocation", .label = N_("Cash at a store") },
	{ .value = "AppleDigitalWallet", .label = N_("Apple Pay") },
	{ .value = "GoogleDigitalWallet", .label = N_("Google Pay") },
	{ .value = "VirtualNetworkAccount", .label = N_("Partner account") },
	{ .value = NULL }
};

const struct choice ops_lite_method_types[] = {
	{ .value = "DebitCard", .label = N_("Debit card") },
	{ .value = "CreditCard", .label = N_("Credit card") },
	{ .value = "DebitCreditCard", .label = N_("Debit or credit card") },
	{ .value = "UBN", .label = N_("Bank account (CLABE)") },
	{ .value = "CLABE", .label = N_("CLABE") },
	{ .value = "BankAccount", .label = N_("Bank account") },
	{ .value = "MobileWallet", .label = N_("Mobile wallet") },
	{ .value = "CashLoadLocation", .label = N_("Cash at a store") },
	{ .value = "CashPayoutLocation", .label = N_("Cash pick-up") },
	{ .value = "MTOLoad", .label = N_("Load by a money transmitter") },
	{ .value = "StorePay", .label = N_("Payment in a store") },
	{ .value = "AppleDigitalWallet", .label = N_("Apple Pay") },
	{ .value = "GoogleDigitalWallet", .label = N_("Google Pay") },
	{ .value = "None", .label = N_("Any") },
	{ .value = NULL }
};

const struct choice ops_link_method_types[] = {
	{ .value = "Card", .label = N_("Card") },
	{ .value = "UBN", .label = N_("Bank account (CLABE)") },
	{ .value = "BankAccount", .label = N_("Bank account") },
	{ .value = "DigitalWallet", .label = N_("Digital wallet") },
	{ .value = NULL }
};

const struct choice ops_method_status[] = {
	{ .value = "Created", .label = N_("created") },
	{ .value = "Validated", .label = N_("validated") },
	{ .value = "Blocked", .label = N_("blocked") },
	{ .value = "Validating", .label = N_("being validated") },
	{ .value = "Removed", .label = N_("removed") },
	{ .value = "Disconnected", .label = N_("disconnected") },
	{ .value = "ValidationNotApproved", .label = N_("not approved") },
	{ .value = "ValidatedPull", .label = N_("may only be charged") },
	{ .value = "ValidatedPush", .label = N_("ready to receive") },
	{ .value = "ValidatedPullAndPush", .label = N_("ready to receive and to pay") },
	{ .value = NULL }
};

const struct choice ops_bank_account_kind[] = {
	{ .value = "CheckingAccount", .label = N_("Current account") },
	{ .value = "SavingsAccount", .label = N_("Savings account") },
	{ .value = "OtherAccount", .label = N_("Other account") },
	{ .value = NULL }
};

/* UserTokenResponse.status, with what only samples show (raas 5.1, 5.2) and
 * the level's own words (LevelStatus). */
const struct choice ops_user_status[] = {
	{ .value = "Completed", .label = N_("Registered") },
	{ .value = "Approved", .label = N_("Registered") },
	{ .value = "Success", .label = N_("Registered") },
	{ .value = "Pending", .label = N_("Waiting to begin") },
	{ .value = "OnProcess", .label = N_("Being registered") },
	{ .value = "UpgradePending", .label = N_("Waiting for the identification") },
	{ .value = "UpgradeInProgress", .label = N_("Being identified") },
	{ .value = "AccountUpgradeInProgress", .label = N_("Account being opened") },
	{ .value = "UpgradeSoftFailed", .label = N_("Something has to be corrected") },
	{ .value = "UpgradeFailed", .label = N_("Refused") },
	{ .value = "Failed", .label = N_("Refused") },
	{ .value = NULL }
};

const struct choice ops_status_detail[] = {
	{ .value = "None", .label = N_("Nothing to do") },
	{ .value = "InvalidAddress", .label = N_("Address not accepted") },
	{ .value = "InvalidEMail", .label = N_("E-mail not accepted") },
	{ .value = "UnreadableDoc", .label = N_("Identity paper cannot be read") },
	{ .value = "ProvideAdditionalInfo", .label = N_("More information needed") },
	{ .value = "InvalidPersonalData", .label = N_("Personal data does not match") },
	{ .value = "OtpPrivacyMissing", .label = N_("Privacy notice not accepted yet") },
	{ .value = "OtpContractMissing", .label = N_("Contract not accepted yet") },
	{ .value = "Compliance", .label = N_("Being reviewed by a person") },
	{ .value = "ComplianceBlocked", .label = N_("Blocked by the review") },
	{ .value = "OfacFailed", .label = N_("Refused by the sanctions check") },
	{ .value = NULL }
};

const struct choice ops_operation_status[] = {
	{ .value = "Sent", .label = N_("Waiting for the payer") },
	{ .value = "Accepted", .label = N_("Accepted by the payer") },
	{ .value = "Funding", .label = N_("Being paid") },
	{ .value = "Funded", .label = N_("Paid") },
	{ .value = "InTransit", .label = N_("In transit") },
	{ .value = "ReadyForPickup", .label = N_("Ready for pick-up") },
	{ .value = "OnHold", .label = N_("On hold") },
	{ .value = "Completed", .label = N_("Completed") },
	{ .value = "Failed", .label = N_("Failed") },
	{ .value = "Cancelled", .label = N_("Cancelled") },
	{ .value = "Rejected", .label = N_("Refused by the payer") },
	{ .value = NULL }
};

const struct choice ops_operation_type[] = {
	{ .value = "SendFunds", .label = N_("Sending money") },
	{ .value = "RequestFunds", .label = N_("Asking for money") },
	{ .value = "WalletLoad", .label = N_("Loading a wallet") },
	{ .value = "WalletTransferOut", .label = N_("Transfer out of a wallet") },
	{ .value = "WalletTransfer", .label = N_("Transfer between wallets") },
	{ .value = "TopUp", .label = N_("Top-up") },
	{ .value = "RequestTopUp", .label = N_("Asking for a top-up") },
	{ .value = "SendFundsVirtualAgent", .label = N_("Sending money, virtual agent") },
	{ .value = "RequestFundsVirtualAgent", .label = N_("Asking for money, virtual agent") },
	{ .value = "StorePayment", .label = N_("Payment in a store") },
	{ .value = "SubscriptionFee", .label = N_("Subscription fee") },
	{ .value = "Reward", .label = N_("Reward") },
	{ .value = NULL }
};

const struct choice ops_quote_reason[] = {
	{ .value = "None", .label = N_("Can be carried out") },
	{ .value = "LimitsValidation", .label = N_("Outside the limits of this route") },
	{ .value = "BalanceCheck", .label = N_("Not enough balance") },
	{ .value = "UnusableCard", .label = N_("The card cannot be used") },
	{ .value = "SenderInvalidPhone", .label = N_("The payer's phone is not valid") },
	{ .value = "RecipientInvalidPhone", .label = N_("The customer's phone is not valid") },
	{ .value = "NeedUpgradeLevel1", .label = N_("The first identification is missing") },
	{ .value = "NeedUpgradeLevel2", .label = N_("The full identification is missing") },
	{ .value = "CorridorNotAvailable", .label = N_("No route between these countries") },
	{ .value = "USPeerTransferNotAllowed",
	  .label = N_("Not allowed between people in the USA") },
	{ .value = "AuthorizationFailed", .label = N_("Not authorised") },
	{ .value = NULL }
};

const struct choice ops_quote_reason_detail[] = {
	{ .value = "None", .label = N_("Nothing more to say") },
	{ .value = "Sender", .label = N_("On the payer's side") },
	{ .value = "Recipient", .label = N_("On the customer's side") },
	{ .value = "LimitsValidation", .label = N_("Outside the limits of this route") },
	{ .value = "BalanceCheck", .label = N_("Not enough balance") },
	{ .value = "UnusableCard", .label = N_("The card cannot be used") },
	{ .value = "SenderInvalidPhone", .label = N_("The payer's phone is not valid") },
	{ .value = "RecipientInvalidPhone", .label = N_("The customer's phone is not valid") },
	{ .value = "NonMatchingCurrencyAccount", .label = N_("The account has another currency") },
	{ .value = NULL }
};

const struct choice ops_ignored_reason[] = {
	{ .value = "I_DONT_RECOGNIZE_CONTACT", .label = N_("does not know who asks") },
	{ .value = "AMOUNT_TOO_HIGHT", .label = N_("the amount is too high") },
	{ .value = "I_DONT_HAVE_MONEY_RIGHT_NOW", .label = N_("has no money right now") },
	{ .value = "I_DIDNT_MAKE_THIS_REQUEST", .label = N_("did not agree to this") },
	{ .value = "I_REQUESTED_A_DIFFERENT_AMOUNT", .label = N_("had agreed to another amount") },
	{ .value = "OTHER", .label = N_("another reason") },
	{ .value = NULL }
};
