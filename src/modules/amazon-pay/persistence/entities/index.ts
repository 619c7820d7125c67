import { ChargebackEntity } from "./chargeback"
import { CheckoutAttemptEntity } from "./checkout-attempt"
import { ErasedCustomerEntity } from "./erased-customer"
import { ImportJobEntity } from "./import-job"
import { ImportRowEntity } from "./import-row"
import { JobRunEntity } from "./job-run"
import { NotificationEntity } from "./notification"
import { OperationEntity } from "./operation"
import { OutboxEventEntity } from "./outbox-event"
import { TopicEntity } from "./topic"
import { UpdateLinkEntity } from "./update-link"
import { NEEDS_ATTENTION, ONLY_WAITING, WalletEntity } from "./wallet"
import { WalletUpdateEntity } from "./wallet-update"

export {
  NEEDS_ATTENTION,
  ONLY_WAITING,
  ChargebackEntity,
  CheckoutAttemptEntity,
  ErasedCustomerEntity,
  ImportJobEntity,
  ImportRowEntity,
  JobRunEntity,
  NotificationEntity,
  OperationEntity,
  OutboxEventEntity,
  TopicEntity,
  UpdateLinkEntity,
  WalletEntity,
  WalletUpdateEntity,
}

export const entities = [
  WalletEntity,
  WalletUpdateEntity,
  UpdateLinkEntity,
  CheckoutAttemptEntity,
  NotificationEntity,
  TopicEntity,
  OperationEntity,
  ChargebackEntity,
  OutboxEventEntity,
  JobRunEntity,
  ErasedCustomerEntity,
  ImportJobEntity,
  ImportRowEntity,
]
